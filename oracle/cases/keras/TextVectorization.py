def cases(k):
    L = k.layers
    words = ["the", "cat", "sat", "dont", "straße", "東京", "naïve", "on"]
    texts = k.texts(1)
    yield "default", L.TextVectorization(vocabulary=words), texts
    yield "length", L.TextVectorization(vocabulary=words, output_sequence_length=3), texts
    yield "multi-hot", L.TextVectorization(vocabulary=words, output_mode="multi_hot"), texts
    yield "count", L.TextVectorization(vocabulary=words, output_mode="count"), texts
    yield "tf-idf", L.TextVectorization(vocabulary=words, idf_weights=[0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0], output_mode="tf_idf"), texts
    yield "bigrams", L.TextVectorization(vocabulary=["the cat", "cat", "sat on", "mat"], ngrams=2), texts
    yield "third-grams", L.TextVectorization(vocabulary=["a b c", "b c", "c"], ngrams=(1, 3), output_mode="count"), k.choices(["a b c", "b c a", "c"], 1)
    yield "characters", L.TextVectorization(vocabulary=["a", "t", "s", " ", "é"], split="character"), texts
    yield "lower", L.TextVectorization(vocabulary=words + ["don't"], standardize="lower"), texts
    yield "punctuation", L.TextVectorization(vocabulary=["CATS", "Dogs", "the", "dont"], standardize="strip_punctuation"), texts
    yield "untouched", L.TextVectorization(vocabulary=["CATS", "Don't"], standardize=None), texts
    yield "whole", L.TextVectorization(vocabulary=["the cat", "a"], split=None), k.choices(["The cat!", "a", "the  cat", ""], 1)
    adapted = L.TextVectorization(max_tokens=6)
    adapted.adapt(["the cat sat", "The cat!", "a mat, a mat", "on the mat"])
    yield "adapted", adapted, texts
    idf = L.TextVectorization(output_mode="tf_idf")
    idf.adapt(["the cat sat", "The cat!", "a mat, a mat", "on the mat"])
    yield "adapted-tf-idf", idf, texts, {"weights": False}
    yield "embedded", [L.TextVectorization(vocabulary=words, output_sequence_length=5), L.Embedding(11, 3, mask_zero=True), L.GRU(2), L.Dense(1)], texts
