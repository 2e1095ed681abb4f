using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Initializers;

namespace Unroll.Layers;

/// <summary>
/// One step of an LSTM with peepholes (Gers and Schmidhuber 2000), layer normalisation (Ba et al. 2016, equations 20 to 22), or both; gates
/// in the order i, f, c, o of Keras. One pass an operation, row by row: the plain LSTM has the fused form.
/// </summary>
internal sealed class ExtendedLstmCell(int units, LstmOptions options)
    : GeneralLstmCell(units, options.Initializers, options.UseBias, options.UnitForgetBias)
{
    private readonly ActivationFunction _activation = options.Activation;
    private readonly ActivationFunction _recurrentActivation = options.RecurrentActivation;
    private Parameter? _peephole;
    private LstmNormalization? _normalization;

    /// <summary>With normalisation the bias is added behind it.</summary>
    protected override ReadOnlySpan<float> InputBias => options.LayerNormalization ? default : base.InputBias;

    public override void Build(ParameterFactory add, int inputs, RandomStream random)
    {
        base.Build(add, inputs, random);
        if (options.Peephole)
        {
            _peephole = add("peephole_kernel", options.KernelInitializer, Units, 3, random, 3, Units);
        }

        if (options.LayerNormalization)
        {
            _normalization = new LstmNormalization(
                Add("kernel_gamma", new Ones(), GateWidth), Add("recurrent_gamma", new Ones(), GateWidth),
                Add("cell_gamma", new Ones(), Units), Add("cell_beta", new Zeros(), Units));
        }

        Parameter Add(string name, Initializer initializer, int length) => add(name, initializer, length, length, random, length);
    }

    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new ExtendedLstmWorkspace(rows, timesteps, this, options.LayerNormalization);

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step)
    {
        var own = (ExtendedLstmWorkspace)workspace;
        int timestep = step.Timestep;
        Span<float> gates = own.GatesAt(timestep);
        Span<float> recurrent = _normalization is null ? gates : own.GatesAt(own.Recurrent!, timestep);
        MultiplyRecurrent(step, recurrent, own.Rows, accumulate: _normalization is null);
        Span<float> preActivations = own.PreActivationsAt(timestep);
        for (int row = 0; row < own.Rows; row++)
        {
            Range gateRow = (row * GateWidth)..((row + 1) * GateWidth);
            Range at = (row * Units)..((row + 1) * Units);
            Span<float> x = preActivations[gateRow], g = gates[gateRow];
            if (_normalization is null)
            {
                g.CopyTo(x);
            }
            else
            {
                // The products stay where they are, normalised, for the backward pass.
                own.InverseDeviations(timestep, row, 0) = LstmNormalization.Normalize(g);
                own.InverseDeviations(timestep, row, 1) = LstmNormalization.Normalize(recurrent[gateRow]);
                TensorPrimitives.Multiply(g, _normalization.Kernel.Values, x);
                TensorPrimitives.MultiplyAdd(recurrent[gateRow], _normalization.Recurrent.Values, x, x);
                if (Bias is not null)
                {
                    TensorPrimitives.Add(x, Bias.Values, x);
                }
            }

            // With normalisation the normalised input product must stay: the activations have a place of their own.
            Span<float> a = own.GatesAt(own.Activated ?? own.Gates, timestep)[gateRow];
            ReadOnlySpan<float> previousCell = own.CellAt(step.Previous)[at];
            Span<float> cell = own.CellAt(timestep)[at];
            if (_peephole is not null)
            {
                TensorPrimitives.MultiplyAdd(previousCell, Peephole(0), x[..Units], x[..Units]);
                TensorPrimitives.MultiplyAdd(previousCell, Peephole(1), x.Slice(Units, Units), x.Slice(Units, Units));
            }

            _recurrentActivation.Forward(x[..(2 * Units)], a[..(2 * Units)], Units);
            _activation.Forward(x.Slice(2 * Units, Units), a.Slice(2 * Units, Units), Units);

            // c = f·c₋₁ + i·g
            TensorPrimitives.Multiply(a[..Units], a.Slice(2 * Units, Units), cell);
            TensorPrimitives.MultiplyAdd(a.Slice(Units, Units), previousCell, cell, cell);
            if (_peephole is not null)
            {
                TensorPrimitives.MultiplyAdd(cell, Peephole(2), x[(3 * Units)..], x[(3 * Units)..]);
            }

            _recurrentActivation.Forward(x[(3 * Units)..], a[(3 * Units)..], Units);

            // h = o·activation(c), c normalised on the way.
            Span<float> shown = own.StateAt(own.ShownCell, timestep)[at];
            cell.CopyTo(shown);
            if (_normalization is not null)
            {
                Span<float> normalized = own.StateAt(own.NormalizedCell!, timestep)[at];
                cell.CopyTo(normalized);
                own.InverseDeviations(timestep, row, 2) = LstmNormalization.Normalize(normalized);
                TensorPrimitives.MultiplyAdd(normalized, _normalization.Cell.Values, _normalization.CellShift.Values, shown);
            }

            Span<float> activatedCell = own.ActivatedCellAt(timestep)[at];
            _activation.Forward(shown, activatedCell, Units);
            TensorPrimitives.Multiply(a[(3 * Units)..], activatedCell, step.Hidden[at]);
        }
    }

    public override void BeginBackward(RecurrentWorkspace workspace, PassContext context)
    {
        base.BeginBackward(workspace, context);
        ((ExtendedLstmWorkspace)workspace).Context = context;
    }

    public override void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (ExtendedLstmWorkspace)workspace;
        for (int row = 0; row < own.Rows; row++)
        {
            BackwardRow(own, step.Timestep, step.Previous, row, gradient.Hidden.Slice(row * Units, Units));
        }

        MultiplyRecurrentBack(own.GatesAt(own.Recurrent ?? own.Gates, step.Timestep), gradient, own.Rows);
    }

    public override void AddRecurrentGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> recurrentInput, int timestep, int count, PassContext context)
    {
        var own = (ExtendedLstmWorkspace)workspace;
        AddRecurrentGradient(workspace, recurrentInput, (own.Recurrent ?? own.Gates).Span, GateWidth, timestep, count, context);
    }

    public override void EndBackward(RecurrentWorkspace workspace, TimeMajorSpan input, TimeMajorSpan inputGradient, PassContext context)
    {
        // The gradient of the bias was added up step by step: behind a normalisation it is not that of the product.
        AddKernelGradient(input, ((ExtendedLstmWorkspace)workspace).Gates.Span, inputGradient, context);
    }

    private ReadOnlySpan<float> Peephole(int gate) => _peephole!.Values.Slice(gate * Units, Units);

    private void BackwardRow(ExtendedLstmWorkspace own, int timestep, int previous, int row, ReadOnlySpan<float> dh)
    {
        PassContext context = own.Context!;
        Range at = (row * Units)..((row + 1) * Units);
        Range gateRow = (row * GateWidth)..((row + 1) * GateWidth);
        ReadOnlySpan<float> x = own.PreActivationsAt(timestep)[gateRow];
        ReadOnlySpan<float> a = own.GatesAt(own.Activated ?? own.Gates, timestep)[gateRow];
        ReadOnlySpan<float> i = a[..Units], f = a.Slice(Units, Units), g = a.Slice(2 * Units, Units), o = a[(3 * Units)..];
        ReadOnlySpan<float> activatedCell = own.ActivatedCellAt(timestep)[at];
        ReadOnlySpan<float> previousCell = own.CellAt(previous)[at];
        ReadOnlySpan<float> cell = own.CellAt(timestep)[at];
        Span<float> dc = own.CellGradient.Span[at];
        Span<float> scratch = own.Scratch.Span[..Units];
        Span<float> d = own.Scratch.Span.Slice(Units, GateWidth);

        TensorPrimitives.Multiply(dh, activatedCell, d[(3 * Units)..]);
        _recurrentActivation.Backward(x[(3 * Units)..], o, d[(3 * Units)..], d[(3 * Units)..], Units);
        TensorPrimitives.Multiply(dh, o, scratch);
        _activation.Backward(own.StateAt(own.ShownCell, timestep)[at], activatedCell, scratch, scratch, Units);
        if (_normalization is not null)
        {
            ReadOnlySpan<float> normalized = own.StateAt(own.NormalizedCell!, timestep)[at];
            Span<float> shift = context.Gradient(_normalization.CellShift), scale = context.Gradient(_normalization.Cell);
            TensorPrimitives.Add(shift, scratch, shift);
            TensorPrimitives.MultiplyAdd(scratch, normalized, scale, scale);
            TensorPrimitives.Multiply(scratch, _normalization.Cell.Values, scratch);
            LstmNormalization.Backward(normalized, own.InverseDeviations(timestep, row, 2), scratch);
        }

        TensorPrimitives.Add(dc, scratch, dc);
        if (_peephole is not null)
        {
            Span<float> peepholeGradient = context.Gradient(_peephole).Slice(2 * Units, Units);
            TensorPrimitives.MultiplyAdd(d[(3 * Units)..], cell, peepholeGradient, peepholeGradient);
            TensorPrimitives.MultiplyAdd(d[(3 * Units)..], Peephole(2), dc, dc);
        }

        TensorPrimitives.Multiply(dc, g, d[..Units]);
        TensorPrimitives.Multiply(dc, previousCell, d.Slice(Units, Units));
        TensorPrimitives.Multiply(dc, i, d.Slice(2 * Units, Units));
        TensorPrimitives.Multiply(dc, f, dc);
        _recurrentActivation.Backward(x[..(2 * Units)], a[..(2 * Units)], d[..(2 * Units)], d[..(2 * Units)], Units);
        _activation.Backward(x.Slice(2 * Units, Units), g, d.Slice(2 * Units, Units), d.Slice(2 * Units, Units), Units);
        for (int gate = 0; gate < 2 && _peephole is not null; gate++)
        {
            ReadOnlySpan<float> gateGradient = d.Slice(gate * Units, Units);
            Span<float> peepholeGradient = context.Gradient(_peephole).Slice(gate * Units, Units);
            TensorPrimitives.MultiplyAdd(gateGradient, previousCell, peepholeGradient, peepholeGradient);
            TensorPrimitives.MultiplyAdd(gateGradient, Peephole(gate), dc, dc);
        }

        if (Bias is not null)
        {
            Span<float> biasGradient = context.Gradient(Bias);
            TensorPrimitives.Add(biasGradient, d, biasGradient);
        }

        if (_normalization is null)
        {
            d.CopyTo(own.GatesAt(timestep)[gateRow]);
            return;
        }

        BackwardProduct(own.GatesAt(timestep)[gateRow], own.InverseDeviations(timestep, row, 0), _normalization.Kernel, d, context);
        BackwardProduct(
            own.GatesAt(own.Recurrent!, timestep)[gateRow], own.InverseDeviations(timestep, row, 1), _normalization.Recurrent, d, context);
    }

    /// <summary>
    /// From the gradient behind a product's normalisation to that of the product, which takes the place of the normalised product.
    /// </summary>
    private static void BackwardProduct(
        Span<float> product, float inverseDeviation, Parameter gamma, ReadOnlySpan<float> gradient, PassContext context)
    {
        Span<float> gammaGradient = context.Gradient(gamma);
        TensorPrimitives.MultiplyAdd(gradient, product, gammaGradient, gammaGradient);
        LstmNormalization.Backward(product, inverseDeviation, gradient, gamma.Values);
    }
}
