from sklearn.linear_model import ElasticNet


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", ElasticNet(alpha=0.05, l1_ratio=0.3).fit(x, y), inputs)
    yield lab.case("positive", ElasticNet(alpha=0.02, positive=True).fit(x, y), inputs[:200])
    yield lab.case("multi_output", ElasticNet(alpha=0.05, l1_ratio=0.3).fit(x, lab.target(x, outputs=2)), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", ElasticNet(alpha=0.05, l1_ratio=0.3).fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20]])
