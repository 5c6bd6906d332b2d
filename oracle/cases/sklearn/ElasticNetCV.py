from sklearn.linear_model import ElasticNetCV


def cases(lab):
    few = {"alphas": 5} if lab.version >= (1, 7) else {"n_alphas": 5}
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", ElasticNetCV(cv=3, l1_ratio=[0.3, 0.9], **few).fit(x, y), inputs)
