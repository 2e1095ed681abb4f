using System.Globalization;
using Unroll.Layers;
using Unroll.Models;

namespace Unroll.Interchange;

/// <summary>
/// PyTorch's layout: kernels as [outputs, inputs]; recurrent layers with two biases, an LSTM's gates in the order i, f, g, o, a GRU's in
/// the order r, z, n; stacked recurrent layers in one module with suffixes <c>_l0</c>, <c>_l1</c>, ...; the backward direction with
/// <c>_reverse</c>.
/// </summary>
internal sealed class PyTorchLayout : WeightLayout
{
    // The block of this engine that a block of PyTorch's is: r, z, n are the second, first and third of z, r, h. An LSTM's i, f, g, o are
    // i, f, c, o.
    private static readonly int[] _gruBlocks = [1, 0, 2];
    private static readonly int[] _lstmBlocks = [0, 1, 2, 3];
    private static readonly int[] _oneBlock = [0];

    public override string Framework => "PyTorch";

    public override char Separator => '.';

    public override IEnumerable<LayerEntry> Layers(Model model) =>
        model.Layers.SelectMany(layer => Expand(layer, [layer.Name], [layer.Name]));

    public override bool IsStacked(Layer layer) => Direction(layer) is SimpleRnn or Lstm or Gru;

    public override bool Counts(string tensor, Layer layer, int level)
    {
        string suffix = Suffix(level);
        return !IsIgnored(tensor)
            && (!IsStacked(layer) || tensor.EndsWith(suffix, StringComparison.Ordinal)
                || tensor.EndsWith(suffix + "_reverse", StringComparison.Ordinal));
    }

    public override bool IsIgnored(string tensor) => tensor == "num_batches_tracked";

    protected override IReadOnlyList<ForeignTensor>? DescribeLayer(Layer layer, int level)
    {
        switch (layer)
        {
            case Bidirectional both:
                return DescribeRecurrent(both.ForwardLayer, Suffix(level)) is { } forward
                    && DescribeRecurrent(both.BackwardLayer, Suffix(level) + "_reverse") is { } backward ? [.. forward, .. backward] : null;
            case SimpleRnn or Lstm or Gru:
                return DescribeRecurrent(layer, Suffix(level));
            case Dense:
                return Present(Transposed("weight", Find(layer, "kernel"), _oneBlock), Copy("bias", Find(layer, "bias")));
            case Conv1D:
                return Present(Convolution(Find(layer, "kernel")!), Copy("bias", Find(layer, "bias")));
            case Embedding or PositionalEncoding:
                return Present(Copy("weight", Find(layer, "embeddings")));
            case LayerNormalization or BatchNormalization:
                return Present(
                    Copy("weight", Find(layer, "gamma")),
                    Copy("bias", Find(layer, "beta")),
                    Copy("running_mean", Find(layer, "moving_mean")),
                    Copy("running_var", Find(layer, "moving_variance")));
            case MultiHeadAttention attention:
                return DescribeAttention(attention);
            default:
                return null;
        }
    }

    private static IEnumerable<LayerEntry> Expand(Layer layer, string[] path, string[] module)
    {
        if (layer.Parameters.Count == 0)
        {
            return [];
        }

        if (layer is TimeDistributed)
        {
            // PyTorch's layers go over all timesteps by themselves.
            return Expand(layer.InnerLayers[0], path, module);
        }

        return layer.InnerLayers.Count == 0 || layer is Bidirectional
            ? [new LayerEntry(layer, path, module)]
            : layer.InnerLayers.SelectMany(inner => Expand(inner, [.. path, inner.Name], [.. module, ModuleName(layer, inner.Name)]));
    }

    /// <summary>
    /// The names that PyTorch's <c>TransformerEncoderLayer</c> gives to its parts; other blocks have no counterpart there.
    /// </summary>
    private static string ModuleName(Layer block, string inner) => (block, inner) switch
    {
        (TransformerEncoder, "attention") => "self_attn",
        (TransformerEncoder, "attention_norm") => "norm1",
        (TransformerEncoder, "expand") => "linear1",
        (TransformerEncoder, "contract") => "linear2",
        (TransformerEncoder, "feed_forward_norm") => "norm2",
        _ => inner,
    };

    private static Layer Direction(Layer layer) => layer is Bidirectional both ? both.ForwardLayer : layer;

    private static string Suffix(int level) => string.Create(CultureInfo.InvariantCulture, $"_l{level}");

    private static ForeignTensor[]? DescribeRecurrent(Layer layer, string suffix)
    {
        // A reset gate before the recurrent product is not PyTorch's.
        if (layer is Gru { ResetAfter: false })
        {
            return null;
        }

        int[] blocks = layer switch { Gru => _gruBlocks, Lstm => _lstmBlocks, _ => _oneBlock };
        Parameter? bias = Find(layer, "bias");
        int width = Find(layer, "recurrent_kernel")!.Dimensions[1];
        return Present(
            Transposed("weight_ih" + suffix, Find(layer, "kernel"), blocks),
            Transposed("weight_hh" + suffix, Find(layer, "recurrent_kernel"), blocks),
            bias is null ? null : Bias("bias_ih" + suffix, bias, 0, width, blocks),
            bias is null ? null
                : Bias("bias_hh" + suffix, bias, layer is Gru ? width : 0, width, blocks) with { IsSecondSummand = layer is not Gru });
    }

    private static ForeignTensor[]? DescribeAttention(MultiHeadAttention layer)
    {
        Parameter[] kernels = [Find(layer, "query_kernel")!, Find(layer, "key_kernel")!, Find(layer, "value_kernel")!];
        Parameter output = Find(layer, "output_kernel")!;
        int width = kernels[0].Dimensions[0];
        if (kernels.Any(kernel => kernel.Dimensions[1] != width) || output.Dimensions[1] != width)
        {
            // PyTorch's attention has the same width for inputs, all heads together, and outputs.
            return null;
        }

        List<ForeignTensor?> tensors = [];
        if (kernels.All(kernel => kernel.Dimensions[0] == width))
        {
            tensors.Add(new ForeignTensor(
                "in_proj_weight",
                [3 * width, width],
                kernels,
                index => new Place(kernels[index / width / width], (index % width * width) + (index / width % width))));
        }
        else
        {
            tensors.AddRange(kernels.Zip("qkv", (kernel, letter) => Transposed(letter + "_proj_weight", kernel, _oneBlock)));
        }

        if (Find(layer, "output_bias") is { } outputBias)
        {
            Parameter[] biases = [Find(layer, "query_bias")!, Find(layer, "key_bias")!, Find(layer, "value_bias")!];
            tensors.Add(new ForeignTensor("in_proj_bias", [3 * width], biases, index => new Place(biases[index / width], index % width)));
            tensors.Add(Copy("out_proj.bias", outputBias));
        }

        tensors.Add(Transposed("out_proj.weight", output, _oneBlock));
        return Present([.. tensors]);
    }

    private static ForeignTensor[] Present(params ForeignTensor?[] tensors) => [.. tensors.OfType<ForeignTensor>()];

    private static ForeignTensor? Copy(string name, Parameter? parameter) => parameter is null ? null : ForeignTensor.Same(name, parameter);

    /// <summary>[blocks · units, inputs] of a kernel [inputs, blocks · units].</summary>
    private static ForeignTensor? Transposed(string name, Parameter? kernel, int[] blocks)
    {
        if (kernel is null)
        {
            return null;
        }

        int inputs = kernel.Dimensions[0];
        int outputs = kernel.Dimensions[1];
        return new ForeignTensor(
            name, [outputs, inputs], [kernel],
            index => new Place(kernel, (index % inputs * outputs) + InBlocks(index / inputs, outputs, blocks)));
    }

    /// <summary>One of a recurrent layer's biases.</summary>
    private static ForeignTensor Bias(string name, Parameter bias, int start, int width, int[] blocks) =>
        new(name, [width], [bias], index => new Place(bias, start + InBlocks(index, width, blocks)));

    private static int InBlocks(int index, int width, int[] blocks)
    {
        int units = width / blocks.Length;
        return (blocks[index / units] * units) + (index % units);
    }

    /// <summary>[filters, channels, taps] of a kernel [taps, channels, filters].</summary>
    private static ForeignTensor Convolution(Parameter kernel)
    {
        int taps = kernel.Dimensions[0];
        int channels = kernel.Dimensions[1];
        int filters = kernel.Dimensions[2];
        return new ForeignTensor(
            "weight",
            [filters, channels, taps],
            [kernel],
            index => new Place(kernel, (((index % taps * channels) + (index / taps % channels)) * filters) + (index / taps / channels)));
    }
}
