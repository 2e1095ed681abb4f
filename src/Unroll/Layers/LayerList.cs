using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>The layers of the library, in the order in which tables show them.</summary>
internal static class LayerList
{
    public static IReadOnlyList<ListedEntry<Layer>> Entries { get; } =
    [
        new(typeof(Dense), () => Dense.Entry),
        new(typeof(Activation), () => Activation.Entry),
        new(typeof(Dropout), () => Dropout.Entry),
        new(typeof(Embedding), () => Embedding.Entry),
        new(typeof(SimpleRnn), () => SimpleRnn.Entry),
        new(typeof(Lstm), () => Lstm.Entry),
        new(typeof(Gru), () => Gru.Entry),
        new(typeof(Rnn), () => Rnn.Entry),
        new(typeof(Bidirectional), () => Bidirectional.Entry),
        new(typeof(TimeDistributed), () => TimeDistributed.Entry),
        new(typeof(LayerSequence), () => LayerSequence.Entry),
        new(typeof(Residual), () => Residual.Entry),
        new(typeof(Inception), () => Inception.Entry),
        new(typeof(ChannelIndependent), () => ChannelIndependent.Entry),
        new(typeof(ReversibleNormalization), () => ReversibleNormalization.Entry),
        new(typeof(TemporalLinear), () => TemporalLinear.Entry),
        new(typeof(NLinear), () => NLinear.Entry),
        new(typeof(DLinear), () => DLinear.Entry),
        new(typeof(SegRnn), () => SegRnn.Entry),
        new(typeof(Conv1D), () => Conv1D.Entry),
        new(typeof(TemporalConvolution), () => TemporalConvolution.Entry),
        new(typeof(MaxPooling1D), () => MaxPooling1D.Entry),
        new(typeof(AveragePooling1D), () => AveragePooling1D.Entry),
        new(typeof(GlobalMaxPooling1D), () => GlobalMaxPooling1D.Entry),
        new(typeof(GlobalAveragePooling1D), () => GlobalAveragePooling1D.Entry),
        new(typeof(ZeroPadding1D), () => ZeroPadding1D.Entry),
        new(typeof(Cropping1D), () => Cropping1D.Entry),
        new(typeof(UpSampling1D), () => UpSampling1D.Entry),
        new(typeof(MultiHeadAttention), () => MultiHeadAttention.Entry),
        new(typeof(AdditiveAttention), () => AdditiveAttention.Entry),
        new(typeof(TransformerEncoder), () => TransformerEncoder.Entry),
        new(typeof(PositionalEncoding), () => PositionalEncoding.Entry),
        new(typeof(BatchNormalization), () => BatchNormalization.Entry),
        new(typeof(LayerNormalization), () => LayerNormalization.Entry),
        new(typeof(Flatten), () => Flatten.Entry),
        new(typeof(Reshape), () => Reshape.Entry),
        new(typeof(Permute), () => Permute.Entry),
        new(typeof(RepeatVector), () => RepeatVector.Entry),
        new(typeof(SliceFeatures), () => SliceFeatures.Entry),
        new(typeof(Masking), () => Masking.Entry),
        new(typeof(Add), () => Add.Entry),
        new(typeof(Subtract), () => Subtract.Entry),
        new(typeof(Multiply), () => Multiply.Entry),
        new(typeof(Average), () => Average.Entry),
        new(typeof(Maximum), () => Maximum.Entry),
        new(typeof(Concatenate), () => Concatenate.Entry),
    ];
}
