def cases(k):
    L = k.layers
    yield "default", L.MelSpectrogram(fft_length=32, sequence_stride=8, num_mel_bins=5, sampling_rate=800, min_freq=10.0), k.x(64, rows=4)
    yield "power", L.MelSpectrogram(fft_length=16, sequence_stride=4, num_mel_bins=4, sampling_rate=800, power_to_db=False, mag_exp=2.0, max_freq=300.0), k.x(40, rows=4)
    yield "short-window", L.MelSpectrogram(fft_length=32, sequence_stride=16, sequence_length=20, window="hamming", num_mel_bins=4, sampling_rate=800, top_db=40.0), k.x(64, rows=4)
