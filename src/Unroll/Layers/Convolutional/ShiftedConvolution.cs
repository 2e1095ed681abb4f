using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// A convolution whose windows follow each other timestep by timestep, as one product. Activations are time-major, so that each tap sees
/// the input's rows shifted by a whole number of them; the gradient of the input is the same with the shifts reversed.
/// </summary>
internal sealed class ShiftedConvolution : Convolution
{
    private readonly PackedParameter _packed;
    private PackedMatrix? _transposed;
    private int _transposedVersion;

    public ShiftedConvolution(TimeWindow window, Parameter kernel, ActivationFunction activation)
        : base(window, kernel, activation) => _packed = new PackedParameter(kernel, 0, Taps * Features, 0, Filters);

    private ShiftedConvolution(TimeWindow window, ShiftedConvolution other)
        : base(window, other.Kernel, other.Activation) => _packed = other._packed;

    protected override bool WritesInputGradient => true;

    private int Taps => Kernel.Dimensions[0];

    private int Features => Kernel.Dimensions[1];

    public override Convolution With(TimeWindow window) => new ShiftedConvolution(window, this);

    public override void Prepare(bool training)
    {
        _packed.Prepare(withTransposed: false);
        if (training && _transposedVersion != Kernel.Version)
        {
            _transposed ??= new PackedMatrix(Taps * Filters, Features);
            for (int tap = 0; tap < Taps; tap++)
            {
                _transposed.PackTransposed(Kernel.Values[(tap * Features * Filters)..], Filters, tap * Filters, Filters);
            }

            _transposedVersion = Kernel.Version;
        }
    }

    protected override void ForwardChunk(TimeMajorSpan input, Span<float> sums, ReadOnlySpan<float> bias, int from, int to) =>
        ShiftedProduct.Multiply(input.Values, Features, Shifts(input), _packed.Matrix, bias, sums, from * input.Rows, to * input.Rows);

    protected override void BackwardChunk(
        TimeMajorSpan input, ReadOnlySpan<float> gradient, TimeMajorSpan inputGradient, Span<float> kernelGradient, int from, int to)
    {
        int rows = input.Rows;
        ShiftedProduct.AddTransposed(input.Values, Features, Shifts(input), gradient, Filters, kernelGradient, from * rows, to * rows);
        if (inputGradient.IsEmpty)
        {
            return;
        }

        // Timestep t of the input goes into outputs t + before − k·dilation, so that those up to t + before must be there.
        int outputs = Window.OutputTimesteps(input.Timesteps);
        int before = Window.PaddingBefore(input.Timesteps);
        int first = from == 0 ? 0 : Math.Max(0, from - before);
        int end = to == outputs ? input.Timesteps : Math.Max(0, to - before);
        ShiftedProduct.Multiply(
            gradient,
            Filters,
            new RowShifts(Taps, before * rows, -Window.Dilation * rows, outputs * rows),
            _transposed
                ?? throw new InvalidOperationException(
                    "The layer was not prepared for a backward pass: call Prepare(training: true) first."),
            default,
            inputGradient.Values,
            first * rows,
            end * rows);
    }

    /// <summary>The rows of the input that a row of the output sees.</summary>
    private RowShifts Shifts(TimeMajorSpan input) => new(
        Taps, -Window.PaddingBefore(input.Timesteps) * input.Rows, Window.Dilation * input.Rows, input.Timesteps * input.Rows);
}
