using System.Numerics.Tensors;
using Unroll.Catalogue;
using Unroll.Initializers;
using Unroll.Layers;

namespace Unroll.Tests.Layers;

/// <summary>
/// A cell as a user would write it, with a second state so that all of the abstraction is used: f = σ(x·W + h₋₁·U + b),
/// h = f·h₋₁ + (1 − f)·tanh(x·V), s = 0.9·s₋₁ + h·s₋₁ + h.
/// </summary>
internal sealed class MinimalGatedCell(int units) : RnnCell(units, units)
{
    private static readonly Setting<MinimalGatedCell,
        int> _units = new("units", Unroll.Catalogue.Kind.Integer(1), cell => cell.Units, "Units.") { IsRequired = true };

    private Parameter _gateKernel = null!;
    private Parameter _gateRecurrent = null!;
    private Parameter _gateBias = null!;
    private Parameter _kernel = null!;

    public static Entry<RnnCell> Entry { get; } =
        new("minimal-gated", typeof(MinimalGatedCell), "A minimal gated unit.", [_units],
            values => new MinimalGatedCell(values.Get(_units)))
        { Shorthand = _units };

    public override int SavedSize => 2 * Units;

    public override void Forward(RnnStep step)
    {
        // The gates of all rows, then the candidates of all rows.
        int size = step.Rows * Units;
        Span<float> f = step.Saved[..size], g = step.Saved[size..];
        step.Saved.Clear();
        step.AddProduct(step.Input, _gateKernel, f);
        step.AddProduct(step.PreviousState(), _gateRecurrent, f);
        step.AddBias(_gateBias, f);
        TensorPrimitives.Sigmoid(f, f);
        step.AddProduct(step.Input, _kernel, g);
        TensorPrimitives.Tanh(g, g);
        for (int i = 0; i < size; i++)
        {
            float h = (f[i] * step.PreviousState()[i]) + ((1 - f[i]) * g[i]);
            step.State()[i] = h;
            step.State(1)[i] = ((0.9f + h) * step.PreviousState(1)[i]) + h;
        }
    }

    public override void Backward(RnnStep step)
    {
        int size = step.Rows * Units;
        Span<float> f = step.Saved[..size], g = step.Saved[size..];
        for (int i = 0; i < size; i++)
        {
            float s = step.StateGradient(1)[i];
            float h = step.StateGradient()[i] + (s * (1 + step.PreviousState(1)[i]));
            step.PreviousStateGradient(1)[i] += (0.9f + step.State()[i]) * s;
            step.PreviousStateGradient()[i] += h * f[i];
            float gate = h * (step.PreviousState()[i] - g[i]) * f[i] * (1 - f[i]);
            g[i] = h * (1 - f[i]) * (1 - (g[i] * g[i]));
            f[i] = gate;
        }

        step.AddKernelGradient(step.Input, f, _gateKernel);
        step.AddKernelGradient(step.PreviousState(), f, _gateRecurrent);
        step.AddBiasGradient(f, _gateBias);
        step.AddKernelGradient(step.Input, g, _kernel);
        step.AddProductTransposed(f, _gateKernel, step.InputGradient);
        step.AddProductTransposed(g, _kernel, step.InputGradient);
        step.AddProductTransposed(f, _gateRecurrent, step.PreviousStateGradient());
    }

    protected override void Build(int inputs, RandomStream random)
    {
        _gateKernel = AddParameter("gate_kernel", new GlorotUniform(), random, inputs, Units);
        _gateRecurrent = AddParameter("gate_recurrent_kernel", new Orthogonal(), random, Units, Units);
        _gateBias = AddParameter("gate_bias", new Zeros(), random, Units);
        _kernel = AddParameter("kernel", new GlorotUniform(), random, inputs, Units);
    }
}
