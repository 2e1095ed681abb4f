using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>The layers of the library, in the order in which tables show them.</summary>
internal static class LayerList
{
    public static IReadOnlyList<ListedEntry<Layer>> Entries { get; } =
    [
        new(nameof(Dense), () => Dense.Entry),
        new(nameof(Activation), () => Activation.Entry),
        new(nameof(Dropout), () => Dropout.Entry),
        new(nameof(Embedding), () => Embedding.Entry),
        new(nameof(SimpleRnn), () => SimpleRnn.Entry),
        new(nameof(Lstm), () => Lstm.Entry),
        new(nameof(Gru), () => Gru.Entry),
        new(nameof(Rnn), () => Rnn.Entry),
        new(nameof(Bidirectional), () => Bidirectional.Entry),
        new(nameof(TimeDistributed), () => TimeDistributed.Entry),
        new(nameof(LayerSequence), () => LayerSequence.Entry),
        new(nameof(Residual), () => Residual.Entry),
        new(nameof(Inception), () => Inception.Entry),
        new(nameof(ChannelIndependent), () => ChannelIndependent.Entry),
        new(nameof(ReversibleNormalization), () => ReversibleNormalization.Entry),
        new(nameof(TemporalLinear), () => TemporalLinear.Entry),
        new(nameof(NLinear), () => NLinear.Entry),
        new(nameof(DLinear), () => DLinear.Entry),
        new(nameof(SegRnn), () => SegRnn.Entry),
        new(nameof(Conv1D), () => Conv1D.Entry),
        new(nameof(TemporalConvolution), () => TemporalConvolution.Entry),
        new(nameof(MaxPooling1D), () => MaxPooling1D.Entry),
        new(nameof(AveragePooling1D), () => AveragePooling1D.Entry),
        new(nameof(GlobalMaxPooling1D), () => GlobalMaxPooling1D.Entry),
        new(nameof(GlobalAveragePooling1D), () => GlobalAveragePooling1D.Entry),
        new(nameof(ZeroPadding1D), () => ZeroPadding1D.Entry),
        new(nameof(Cropping1D), () => Cropping1D.Entry),
        new(nameof(UpSampling1D), () => UpSampling1D.Entry),
        new(nameof(MultiHeadAttention), () => MultiHeadAttention.Entry),
        new(nameof(AdditiveAttention), () => AdditiveAttention.Entry),
        new(nameof(TransformerEncoder), () => TransformerEncoder.Entry),
        new(nameof(PositionalEncoding), () => PositionalEncoding.Entry),
        new(nameof(BatchNormalization), () => BatchNormalization.Entry),
        new(nameof(LayerNormalization), () => LayerNormalization.Entry),
        new(nameof(Flatten), () => Flatten.Entry),
        new(nameof(Reshape), () => Reshape.Entry),
        new(nameof(Permute), () => Permute.Entry),
        new(nameof(RepeatVector), () => RepeatVector.Entry),
        new(nameof(SliceFeatures), () => SliceFeatures.Entry),
        new(nameof(Masking), () => Masking.Entry),
        new(nameof(Add), () => Add.Entry),
        new(nameof(Subtract), () => Subtract.Entry),
        new(nameof(Multiply), () => Multiply.Entry),
        new(nameof(Average), () => Average.Entry),
        new(nameof(Maximum), () => Maximum.Entry),
        new(nameof(Concatenate), () => Concatenate.Entry),
    ];
}
