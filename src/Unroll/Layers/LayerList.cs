using Unroll.Catalogue;

namespace Unroll.Layers;

/// <summary>The layers of the library, in the order in which tables show them.</summary>
internal static class LayerList
{
    public static IReadOnlyList<Entry<Layer>> Entries =>
    [
        Dense.Entry, Activation.Entry, Dropout.Entry, Embedding.Entry,
        SimpleRnn.Entry, Lstm.Entry, Gru.Entry, Rnn.Entry, Bidirectional.Entry, TimeDistributed.Entry,
        LayerSequence.Entry, Residual.Entry, Inception.Entry, ChannelIndependent.Entry, ReversibleNormalization.Entry,
        TemporalLinear.Entry, NLinear.Entry, DLinear.Entry, SegRnn.Entry,
        Conv1D.Entry, TemporalConvolution.Entry, MaxPooling1D.Entry, AveragePooling1D.Entry, GlobalMaxPooling1D.Entry,
        GlobalAveragePooling1D.Entry,
        ZeroPadding1D.Entry, Cropping1D.Entry, UpSampling1D.Entry,
        MultiHeadAttention.Entry, TransformerEncoder.Entry, PositionalEncoding.Entry,
        BatchNormalization.Entry, LayerNormalization.Entry,
        Flatten.Entry, Reshape.Entry, Permute.Entry, RepeatVector.Entry, SliceFeatures.Entry, Masking.Entry,
        Add.Entry, Subtract.Entry, Multiply.Entry, Average.Entry, Maximum.Entry, Concatenate.Entry,
    ];
}
