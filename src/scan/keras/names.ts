const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/**
 * Classes that Keras 1 to 3.15 define themselves and that a configuration may name: making one stores its settings, and calls nothing but
 * what the configuration names beside it. Those that do more stand in `special.ts`.
 */
export const kerasClasses: ReadonlySet<string> = words(`
AbstractRNNCell Activation ActivityRegularization AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D
AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D Add AddLoss AddMetric AdditiveAttention AlphaDropout
AtrousConvolution1D AtrousConvolution2D Attention AugMix AutoContrast Average AveragePooling1D AveragePooling2D AveragePooling3D
AvgPool1D AvgPool2D AvgPool3D BatchNormalization BatchNormalizationBase BatchNormalizationV1 BatchNormalizationV2 Bidirectional
CategoryEncoding CenterCrop Concatenate ContrastLimitedAdaptiveHistogramEqualization Conv1D Conv1DTranspose Conv2D Conv2DTranspose
Conv3D Conv3DTranspose ConvLSTM1D ConvLSTM2D ConvLSTM3D Convolution1D Convolution1DTranspose Convolution2D Convolution2DTranspose
Convolution3D Convolution3DTranspose Cropping1D Cropping2D Cropping3D CuDNNGRU CuDNNLSTM CutMix Dense DenseFeatures DepthwiseConv1D
DepthwiseConv2D Discretization Dot Dropout DropoutWrapper ELU EinsumDense Embedding Equalization Flatten Functional GRU GRUCell
GRUCellV1 GRUCellV2 GRUV1 GRUV2 GaussianDropout GaussianNoise GlobalAveragePooling1D GlobalAveragePooling2D GlobalAveragePooling3D
GlobalAvgPool1D GlobalAvgPool2D GlobalAvgPool3D GlobalMaxPool1D GlobalMaxPool2D GlobalMaxPool3D GlobalMaxPooling1D
GlobalMaxPooling2D GlobalMaxPooling3D Graph GroupNormalization GroupQueryAttention GroupedQueryAttention HashedCrossing Hashing Highway Identity
IndexLookup InputLayer InputSpec IntegerLookup LSTM LSTMCell LSTMCellV1 LSTMCellV2 LSTMV1 LSTMV2 Layer LayerNormalization LeakyReLU
LocallyConnected1D LocallyConnected2D Masking MaxNumBoundingBoxes MaxPool1D MaxPool2D MaxPool3D MaxPooling1D MaxPooling2D
MaxPooling3D Maximum MaxoutDense MelSpectrogram Merge Minimum MixUp Model MultiHeadAttention Multiply Normalization PReLU Permute
Pipeline PreprocessingLayer RMSNormalization RNN RandAugment RandomBrightness RandomColorDegeneration RandomColorJitter
RandomContrast RandomCrop RandomElasticTransform RandomErasing RandomFlip RandomFourierFeatures RandomGaussianBlur RandomGrayscale
RandomHeight RandomHue RandomInvert RandomPerspective RandomPosterization RandomRotation RandomSaturation RandomSharpness
RandomShear RandomTranslation RandomWidth RandomZoom ReLU RepeatVector Rescaling Reshape ResidualWrapper Resizing
ReversibleEmbedding STFTSpectrogram SeparableConv1D SeparableConv2D SeparableConvolution1D SeparableConvolution2D Sequential
SimpleRNN SimpleRNNCell SlicingOpLambda Softmax Solarization SpatialDropout1D SpatialDropout2D SpatialDropout3D
SpectralNormalization StackedRNNCells StringLookup Subtract SyncBatchNormalization TFOpLambda TensorFlowOpLayer TextVectorization
ThresholdedReLU TimeDistributed TimeDistributedDense UnitNormalization UpSampling1D UpSampling2D UpSampling3D Wrapper ZeroPadding
ZeroPadding1D ZeroPadding2D ZeroPadding3D
AWQConfig AWQDTypePolicy AbsMaxQuantizer Constant ConstantV2 Constraint DTypePolicy DTypePolicyMap Float8QuantizationConfig
FloatDTypePolicy GPTQConfig GPTQDTypePolicy GlorotNormal GlorotNormalV2 GlorotUniform GlorotUniformV2 HeNormal HeNormalV2 HeUniform
HeUniformV2 Identity IdentityInitializer IdentityV2 Initializer Int4DTypePolicy Int4QuantizationConfig Int8QuantizationConfig L1
L1L2 L2 LecunNormal LecunNormalV2 LecunUniform LecunUniformV2 LossScaleOptimizer MaxNorm MinMaxNorm NonNeg Ones OnesV2 Orthogonal
OrthogonalInitializer OrthogonalRegularizer OrthogonalV2 Policy QuantizationConfig QuantizedDTypePolicy QuantizedFloat8DTypePolicy
Quantizer RadialConstraint RandomNormal RandomNormalV2 RandomUniform RandomUniformV2 Regularizer STFT STFTInitializer SeedGenerator
TruncatedNormal TruncatedNormalV2 UnitNorm VarianceScaling VarianceScalingV2 Zeros ZerosV2 constant glorot_normal glorot_normalV2
glorot_uniform glorot_uniformV2 he_normal he_normalV2 he_uniform he_uniformV2 identity initializer l1 l1_l2 l2 lecun_normal
lecun_normalV2 lecun_uniform lecun_uniformV2 max_norm maxnorm min_max_norm non_neg nonneg normal one ones orthogonal
orthogonal_regularizer radial_constraint random_normal random_uniform stft truncated_normal uniform unit_norm unitnorm
variance_scaling zero zeros
AUC Accuracy Adadelta Adafactor Adagrad Adam AdamOptimizer AdamW Adamax BinaryAccuracy BinaryCrossentropy BinaryFocalCrossentropy
BinaryIoU CTC CategoricalAccuracy CategoricalCrossentropy CategoricalFocalCrossentropy CategoricalGeneralizedCrossEntropy
CategoricalHinge Circle CompileLoss CompileMetrics ConcordanceCorrelation CosineDecay CosineDecayRestarts CosineSimilarity Dice
ExponentialDecay F1Score FBetaScore FalseNegatives FalsePositives Ftrl Hinge Huber InverseTimeDecay IoU KLDivergence Lamb
LearningRateSchedule Lion LogCosh LogCoshError Loss LossFunctionWrapper LossScaleOptimizer Mean MeanAbsoluteError
MeanAbsolutePercentageError MeanIoU MeanMetricWrapper MeanRelativeError MeanSquaredError MeanSquaredLogarithmicError MeanTensor
Metric MultiOptimizer Muon Nadam OneHotIoU OneHotMeanIoU Optimizer OptimizerMap PearsonCorrelation PiecewiseConstantDecay Poisson
PolynomialDecay Precision PrecisionAtRecall R2Score RMSprop Recall RecallAtPrecision Reduce Reduction RootMeanSquaredError SGD
ScheduleFreeAdamW SensitivityAtSpecificity SensitivitySpecificityBase SparseCategoricalAccuracy SparseCategoricalCrossentropy
SparseTopKCategoricalAccuracy SpecificityAtSensitivity SquaredHinge Sum SumOverBatchSize SumOverBatchSizeMetricWrapper TFOptimizer
TopKCategoricalAccuracy TrueNegatives TruePositives Tversky
`);

/** Functions on tensors that settings name: activations, losses, metrics, and what initializers were called in Keras 1 and 2. */
export const kerasFunctions: ReadonlySet<string> = words(`
ACC BCE KLD MAE MAPE MSE MSLE abs_max_quantize abs_max_quantize_grouped_with_zero_point acc accuracy bce binary_accuracy
binary_crossentropy binary_focal_crossentropy categorical_accuracy categorical_crossentropy categorical_focal_crossentropy
categorical_generalized_cross_entropy categorical_hinge celu circle compute_float8_amax_history compute_float8_scale
concordance_correlation cosine_proximity cosine_similarity ctc dice elu exponential fake_quant_with_min_max_vars gelu glu
hard_shrink hard_sigmoid hard_silu hard_swish hard_tanh hinge huber huber_loss is_categorical_crossentropy kl_divergence kld
kullback_leibler_divergence l1_l2 leaky_relu linear log_cosh log_sigmoid log_softmax logcosh mae mape mean_absolute_error
mean_absolute_percentage_error mean_squared_error mean_squared_logarithmic_error mish mse msle pack_int4 pearson_correlation poisson
quantize_and_dequantize relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign sparse_categorical_accuracy
sparse_categorical_crossentropy sparse_plus sparse_sigmoid sparse_top_k_categorical_accuracy sparsemax squared_hinge squareplus
swish tanh tanh_shrink threshold top_k_categorical_accuracy tversky unpack_int4
`);

/** Functions of `keras.ops`, `keras.random` and of `keras.backend` before them, which compute tensors from tensors and call nothing else. */
export const kerasOps: ReadonlySet<string> = words(`
abs absolute adaptive_average_pool adaptive_max_pool add all allclose amax amin angle any append arange arccos arccosh arcsin
arcsinh arctan arctan2 arctanh argmax argmin argpartition argsort array array_split average average_pool bartlett
batch_normalization beta binary_crossentropy bincount binomial bitwise_and bitwise_invert bitwise_left_shift bitwise_not bitwise_or
bitwise_right_shift bitwise_xor blackman broadcast_to cast categorical categorical_crossentropy cbrt cdist ceil celu cholesky
cholesky_inverse clip concatenate conj conjugate conv conv_transpose convert_to_numpy convert_to_tensor copy corrcoef correlate cos
cosh count_nonzero cross ctc_decode ctc_loss cumprod cumsum deg2rad depth_to_space depthwise_conv det diag diagflat diagonal diff
digitize divide divide_no_nan dot dot_product_attention dropout dsplit dstack dtype eig eigh einsum elu empty empty_like equal erf
erfc erfinv exp exp2 expand_dims expm1 extract_sequences eye fabs fft fft2 flip fliplr flipud floor floor_divide fmax fmin fmod fold
full full_like gamma gcd gelu geomspace get_item glu greater greater_equal hamming hanning hard_shrink hard_sigmoid hard_silu
hard_swish hard_tanh heaviside histogram hsplit hstack hypot i0 identity ifft2 imag in_top_k inner inv irfft is_tensor isclose
isfinite isin isinf isnan isneginf isposinf isreal istft kaiser kron layer_normalization lcm ldexp leaky_relu left_shift less
less_equal linspace log log10 log1p log2 log_sigmoid log_softmax logaddexp logaddexp2 logdet logical_and logical_not logical_or
logical_xor logspace logsumexp lstsq lu_factor matmul matrix_rank max max_pool maximum mean median meshgrid min minimum mod moments
moveaxis multi_hot multiply nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile
nanprod nanquantile nanstd nansum nanvar ndim negative nextafter nonzero norm normal normalize not_equal one_hot ones ones_like
outer pad percentile pinv polar power prod psnr ptp qr quantile rad2deg randint ravel real rearrange reciprocal relu relu6 repeat
reshape rfft right_shift rms_normalization roll rot90 round rsqrt saturate_cast scatter scatter_update searchsorted segment_max
segment_min segment_prod segment_sum select selu separable_conv shape shuffle sigmoid sign signbit silu sin sinc sinh size slice
slice_update slogdet soft_shrink softmax softplus softsign solve solve_triangular sort space_to_depth
sparse_categorical_crossentropy sparse_plus sparse_sigmoid sparsemax split sqrt square squareplus squeeze stack std stft
stop_gradient subtract sum svd swapaxes swish take take_along_axis tan tanh tanh_shrink tensordot threshold tile top_k trace
transpose trapezoid tri tril triu true_divide trunc truncated_normal unfold uniform unique unravel_index unstack vander var vdot
view view_as_complex view_as_real vsplit vstack where zeros zeros_like
`);

/** The same as nodes of a functional model (keras/src/ops: subclasses of Operation). */
export const kerasOperations: ReadonlySet<string> = words(`
Abs Absolute AdaptiveAveragePool AdaptiveMaxPool Add AffineTransform All AllClose Amax Amin Angle Any Append Arange Arccos Arccosh
Arcsin Arcsinh Arctan Arctan2 Arctanh Argmax Argmin Argpartition Argsort Array ArraySplit Average AveragePool BatchNorm
BinaryCrossentropy Bincount BitwiseAnd BitwiseInvert BitwiseLeftShift BitwiseNot BitwiseOr BitwiseRightShift BitwiseXor BroadcastTo
CDist CTCDecode CTCLoss Cast CategoricalCrossentropy Cbrt Ceil Celu Cholesky CholeskyInverse Clip Concatenate Conj Conjugate Conv
ConvTranspose ConvertToTensor Copy Corrcoef Correlate Cos Cosh CountNonzero CropImages Cross CtcLoss Cumprod Cumsum Deg2rad
DepthToSpace DepthwiseConv Det Diag Diagflat Diagonal Diff Digitize Divide DivideNoNan Dot DotProductAttention Dsplit Dstack Eig
Eigh Einsum ElasticTransform Elu Empty EmptyLike Equal Erf Erfc Erfinv Exp Exp2 ExpandDims Expm1 ExtractPatches ExtractSequences Eye
FFT FFT2 Fabs Flip Fliplr Flipud Floor FloorDivide Fmax Fmin Fmod Fold Full FullLike GaussianBlur Gcd Gelu Geomspace GetItem Glu
Greater GreaterEqual HSVToRGB HardShrink HardSigmoid HardSilu HardTanh Heaviside Histogram Hsplit Hstack Hypot I0 IFFT2 IRFFT ISTFT
Identity Imag InTopK Inner Inv IsIn Isclose Isfinite Isinf Isnan Isneginf Isposinf Isreal Kron LayerNorm Lcm Ldexp LeakyRelu
LeftShift Less LessEqual Linspace Log Log10 Log1p Log2 LogSigmoid LogSoftmax Logaddexp Logaddexp2 Logdet LogicalAnd LogicalNot
LogicalOr LogicalXor Logspace Logsumexp Lstsq LuFactor MapCoordinates Matmul MatrixRank Max MaxPool Maximum Mean Median Meshgrid Min
Minimum Mod Moments Moveaxis MultiHot Multiply NanToNum Nanargmax Nanargmin Nancumprod Nancumsum Nanmax Nanmean Nanmedian Nanmin
Nanpercentile Nanprod Nanquantile Nanstd Nansum Nanvar Ndim Negative Nextafter Nonzero Norm Normalize NotEqual OneHot Ones OnesLike
Outer PSNR Pad PadImages Percentile PerspectiveTransform Pinv Polar Power Prod Ptp Qr Quantile RFFT RGBToGrayscale RGBToHSV RMSNorm
Rad2deg Ravel Real Rearrange Reciprocal Relu Relu6 Repeat Reshape Resize RightShift Roll Rot90 Round Rsqrt SSIM STFT SVD
SaturateCast ScaleAndTranslate Scatter ScatterUpdate SearchSorted SegmentMax SegmentMin SegmentProd SegmentReduction SegmentSum
Select Selu SeparableConv Sigmoid Sign Signbit Silu Sin Sinc Sinh Size Slice SliceUpdate Slogdet SobelEdges SoftShrink Softmax
Softplus Softsign Solve SolveTriangular Sort SpaceToDepth SparseCategoricalCrossentropy SparsePlus SparseSigmoid Sparsemax Split
Sqrt Square Squareplus Squeeze Stack Std StopGradient Subtract Sum Swapaxes Take TakeAlongAxis Tan Tanh TanhShrink Tensordot
Threshold Tile TopK Trace Transpose Trapezoid Tri Tril Triu TrueDivide Trunc Unfold Unique UnravelIndex Unstack Vander Var Vdot View
ViewAsComplex ViewAsReal Vsplit Vstack Where Zeros ZerosLike
`);
