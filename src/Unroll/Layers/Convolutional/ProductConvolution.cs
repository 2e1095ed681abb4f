using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A convolution with strides or groups, or very many taps, by matrix products. Activations are time-major, so that a tap's consecutive
/// timesteps are contiguous: each tap is one product over many rows, added to the output, and nothing is copied.
/// </summary>
internal sealed class ProductConvolution : Convolution
{
    private readonly int _groups;
    private readonly int _features;
    private readonly int _filters;
    private readonly PackedParameter[] _packed;

    public ProductConvolution(TimeWindow window, Parameter kernel, int groups, ActivationFunction activation)
        : base(window, kernel, activation)
    {
        _groups = groups;
        _features = kernel.Dimensions[1];
        _filters = kernel.Dimensions[2] / groups;
        _packed = new PackedParameter[window.Size * groups];
        for (int i = 0; i < _packed.Length; i++)
        {
            (int tap, int group) = (i / groups, i % groups);
            _packed[i] = new PackedParameter(kernel, tap * _features, _features, group * _filters, _filters);
        }
    }

    private ProductConvolution(TimeWindow window, ProductConvolution other)
        : base(window, other.Kernel, other.Activation)
    {
        _groups = other._groups;
        _features = other._features;
        _filters = other._filters;
        _packed = other._packed;
    }

    public override Convolution With(TimeWindow window) => new ProductConvolution(window, this);

    public override void Prepare(bool training)
    {
        foreach (PackedParameter packed in _packed)
        {
            packed.Prepare(training);
        }
    }

    protected override void ForwardChunk(TimeMajorSpan input, Span<float> sums, ReadOnlySpan<float> bias, int from, int to)
    {
        for (int group = 0; group < _groups; group++)
        {
            ForwardChunk(input, sums, bias.IsEmpty ? default : bias.Slice(group * _filters, _filters), from, to, group);
        }
    }

    protected override void BackwardChunk(
        TimeMajorSpan input, ReadOnlySpan<float> gradient, TimeMajorSpan inputGradient, Span<float> kernelGradient, int from, int to)
    {
        for (int group = 0; group < _groups; group++)
        {
            BackwardChunk(input, gradient, inputGradient, kernelGradient, from, to, group);
        }
    }

    /// <summary>Some timesteps of the sums of one group.</summary>
    private void ForwardChunk(TimeMajorSpan input, Span<float> sums, ReadOnlySpan<float> bias, int from, int to, int group)
    {
        int complete = CompleteTap(input.Timesteps, from, to);
        if (complete < 0)
        {
            for (int row = from * input.Rows; row < to * input.Rows; row++)
            {
                Span<float> start = sums.Slice((row * Filters) + (group * _filters), _filters);
                start.Clear();
                bias.CopyTo(start);
            }
        }
        else
        {
            MultiplyTap(input, sums, bias, Window.Range(complete, input.Timesteps, from, to), complete, group, accumulate: false);
        }

        for (int tap = 0; tap < Window.Size; tap++)
        {
            if (tap != complete)
            {
                MultiplyTap(input, sums, default, Window.Range(tap, input.Timesteps, from, to), tap, group, accumulate: true);
            }
        }
    }

    private void MultiplyTap(
        TimeMajorSpan input, Span<float> sums, ReadOnlySpan<float> bias, TapRange range, int tap, int group, bool accumulate)
    {
        PackedMatrix matrix = Packed(tap, group).Matrix;
        Pieces pieces = new(range, Window.Stride, input.Rows);
        for (int piece = 0; piece < pieces.Count; piece++)
        {
            ReadOnlySpan<float> x = input.Values[((pieces.Input(piece) * input.Features) + (group * _features))..];
            Span<float> y = sums[((pieces.Output(piece) * Filters) + (group * _filters))..];
            if (accumulate)
            {
                MatrixProduct.Multiply(x, input.Features, matrix, y, Filters, pieces.Rows, accumulate: true);
            }
            else
            {
                MatrixProduct.MultiplyAddBias(x, input.Features, matrix, bias, y, Filters, pieces.Rows);
            }
        }
    }

    private void BackwardChunk(
        TimeMajorSpan input, ReadOnlySpan<float> gradient, TimeMajorSpan inputGradient, Span<float> kernelGradient, int from, int to,
        int group)
    {
        int features = input.Features;
        for (int tap = 0; tap < Window.Size; tap++)
        {
            Pieces pieces = new(Window.Range(tap, input.Timesteps, from, to), Window.Stride, input.Rows);
            Span<float> dw = kernelGradient[((tap * _features * Filters) + (group * _filters))..];
            for (int piece = 0; piece < pieces.Count; piece++)
            {
                int at = (pieces.Input(piece) * features) + (group * _features);
                ReadOnlySpan<float> dy = gradient[((pieces.Output(piece) * Filters) + (group * _filters))..];
                MatrixProduct.AddTransposed(input.Values[at..], features, dy, Filters, dw, Filters, pieces.Rows, _features, _filters);
                if (!inputGradient.IsEmpty)
                {
                    MatrixProduct.Multiply(
                        dy, Filters, Packed(tap, group).Transposed, inputGradient.Values[at..], features, pieces.Rows, accumulate: true);
                }
            }
        }
    }

    private PackedParameter Packed(int tap, int group) => _packed[(tap * _groups) + group];

    /// <summary>A tap that all these outputs see through, which can write the sums rather than add to them; −1 if there is none.</summary>
    private int CompleteTap(int timesteps, int from, int to)
    {
        for (int tap = Window.Size - 1; tap >= 0; tap--)
        {
            if (Window.Range(tap, timesteps, from, to).Count == to - from)
            {
                return tap;
            }
        }

        return -1;
    }

    /// <summary>
    /// The parts of a tap's range whose rows lie behind one another in input and output: all of it where windows follow each other timestep
    /// by timestep, single timesteps elsewhere.
    /// </summary>
    private readonly struct Pieces(TapRange range, int stride, int rows)
    {
        public int Count => range.Count == 0 ? 0 : stride == 1 ? 1 : range.Count;

        public int Rows => stride == 1 ? range.Count * rows : rows;

        /// <summary>The first row of the input.</summary>
        public int Input(int piece) => (range.Input + (piece * stride)) * rows;

        /// <summary>The first row of the output.</summary>
        public int Output(int piece) => (range.First + piece) * rows;
    }
}
