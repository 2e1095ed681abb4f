using System.Numerics.Tensors;
using Unroll.Data;
using Unroll.Kernels;

namespace Unroll.Layers;

/// <summary>
/// One step of an LSTM with peepholes (Gers and Schmidhuber 2000), layer normalisation (Ba et al. 2016, equations 20 to 22), or both; gates in
/// the order i, f, c, o of Keras. One pass an operation, row by row: the plain LSTM has the fused form.
/// </summary>
internal sealed class ExtendedLstmCell(int units, LstmOptions options)
    : GeneralGateCell(units, 4, options.Initializers, options.UseBias)
{
    private readonly ActivationFunction _activation = options.Activation;
    private readonly ActivationFunction _recurrentActivation = options.RecurrentActivation;
    private PackedParameter? _packedRecurrent;
    private Parameter? _peephole;
    private Normalizer? _normalizer;

    public override IReadOnlyList<int> StateSizes => [Units, Units];

    /// <summary>With normalisation the bias is added behind it.</summary>
    protected override ReadOnlySpan<float> InputBias => options.LayerNormalization ? default : base.InputBias;

    public override void Build(Func<string, int[], Parameter> add, int inputs, RandomStream random)
    {
        base.Build(add, inputs, random);
        if (options.UnitForgetBias && Bias is not null)
        {
            Bias.Values.Slice(Units, Units).Fill(1f);
        }

        if (options.Peephole)
        {
            _peephole = add("peephole_kernel", [3, Units]);
            options.KernelInitializer.Fill(_peephole.Values, Units, 3, random);
        }

        if (options.LayerNormalization)
        {
            _normalizer = new Normalizer(
                add("kernel_gamma", [GateWidth]), add("recurrent_gamma", [GateWidth]), add("cell_gamma", [Units]), add("cell_beta", [Units]));
        }
    }

    public override void Prepare(bool training)
    {
        base.Prepare(training);
        _packedRecurrent ??= new PackedParameter(RecurrentKernel);
        _packedRecurrent.Prepare(training);
    }

    public override RecurrentWorkspace CreateWorkspace(int rows, int timesteps, int inputs, bool training) =>
        new Workspace(rows, timesteps, this, options.LayerNormalization);

    public override Span<float> StateAt(RecurrentWorkspace workspace, int state, int timestep) => ((Workspace)workspace).CellAt(timestep);

    public override Span<float> StateGradient(RecurrentWorkspace workspace, int state) => ((Workspace)workspace).CellGradient.Span;

    public override void Step(RecurrentWorkspace workspace, in RecurrentStep step)
    {
        var own = (Workspace)workspace;
        int timestep = step.Timestep;
        Span<float> gates = own.GatesAt(timestep);
        Span<float> recurrent = _normalizer is null ? gates : own.GatesAt(own.Recurrent!, timestep);
        if (!step.RecurrentInput.IsEmpty)
        {
            MatrixProduct.Multiply(
                step.RecurrentInput, Units, _packedRecurrent!.Matrix, recurrent, GateWidth, own.Rows, accumulate: _normalizer is null);
        }
        else if (_normalizer is not null)
        {
            recurrent.Clear();
        }

        Span<float> preActivations = own.GatesAt(own.PreActivations, timestep);
        for (int row = 0; row < own.Rows; row++)
        {
            Range gateRow = (row * GateWidth)..((row + 1) * GateWidth);
            Range at = (row * Units)..((row + 1) * Units);
            Span<float> x = preActivations[gateRow], g = gates[gateRow];
            if (_normalizer is null)
            {
                g.CopyTo(x);
            }
            else
            {
                // The products stay where they are, normalised, for the backward pass.
                own.InverseDeviations(timestep, row, 0) = Normalizer.Normalize(g);
                own.InverseDeviations(timestep, row, 1) = Normalizer.Normalize(recurrent[gateRow]);
                TensorPrimitives.Multiply(g, _normalizer.Kernel.Values, x);
                TensorPrimitives.MultiplyAdd(recurrent[gateRow], _normalizer.Recurrent.Values, x, x);
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
            if (_normalizer is not null)
            {
                Span<float> normalized = own.StateAt(own.NormalizedCell!, timestep)[at];
                cell.CopyTo(normalized);
                own.InverseDeviations(timestep, row, 2) = Normalizer.Normalize(normalized);
                TensorPrimitives.MultiplyAdd(normalized, _normalizer.Cell.Values, _normalizer.CellShift.Values, shown);
            }

            Span<float> activatedCell = own.StateAt(own.ActivatedCell, timestep)[at];
            _activation.Forward(shown, activatedCell, Units);
            TensorPrimitives.Multiply(a[(3 * Units)..], activatedCell, step.Hidden[at]);
        }
    }

    public override void BeginBackward(RecurrentWorkspace workspace, PassContext context)
    {
        var own = (Workspace)workspace;
        own.CellGradient.Span.Clear();
        own.Context = context;
    }

    public override void StepBackward(RecurrentWorkspace workspace, in RecurrentStep step, in RecurrentStepGradient gradient)
    {
        var own = (Workspace)workspace;
        for (int row = 0; row < own.Rows; row++)
        {
            BackwardRow(own, step.Timestep, step.Previous, row, gradient.Hidden.Slice(row * Units, Units));
        }

        if (!gradient.RecurrentInput.IsEmpty)
        {
            MatrixProduct.Multiply(
                own.GatesAt(own.Recurrent ?? own.Gates, step.Timestep),
                GateWidth,
                _packedRecurrent!.Transposed,
                gradient.RecurrentInput,
                Units,
                own.Rows,
                accumulate: true);
        }
    }

    public override void AddRecurrentGradient(
        RecurrentWorkspace workspace, ReadOnlySpan<float> recurrentInput, int timestep, int count, PassContext context)
    {
        var own = (Workspace)workspace;
        AddRecurrentGradient(workspace, recurrentInput, (own.Recurrent ?? own.Gates).Span, GateWidth, timestep, count, context);
    }

    public override void EndBackward(RecurrentWorkspace workspace, TimeMajorSpan input, TimeMajorSpan inputGradient, PassContext context)
    {
        // The gradient of the bias was added up step by step: behind a normalisation it is not that of the product.
        AddKernelGradient(input, ((Workspace)workspace).Gates.Span, inputGradient, context);
    }

    private ReadOnlySpan<float> Peephole(int gate) => _peephole!.Values.Slice(gate * Units, Units);

    private void BackwardRow(Workspace own, int timestep, int previous, int row, ReadOnlySpan<float> dh)
    {
        PassContext context = own.Context!;
        Range at = (row * Units)..((row + 1) * Units);
        Range gateRow = (row * GateWidth)..((row + 1) * GateWidth);
        ReadOnlySpan<float> x = own.GatesAt(own.PreActivations, timestep)[gateRow];
        ReadOnlySpan<float> a = own.GatesAt(own.Activated ?? own.Gates, timestep)[gateRow];
        ReadOnlySpan<float> i = a[..Units], f = a.Slice(Units, Units), g = a.Slice(2 * Units, Units), o = a[(3 * Units)..];
        ReadOnlySpan<float> activatedCell = own.StateAt(own.ActivatedCell, timestep)[at];
        ReadOnlySpan<float> previousCell = own.CellAt(previous)[at];
        ReadOnlySpan<float> cell = own.CellAt(timestep)[at];
        Span<float> dc = own.CellGradient.Span[at];
        Span<float> scratch = own.Scratch.Span[..Units];
        Span<float> d = own.Scratch.Span.Slice(Units, GateWidth);

        TensorPrimitives.Multiply(dh, activatedCell, d[(3 * Units)..]);
        _recurrentActivation.Backward(x[(3 * Units)..], o, d[(3 * Units)..], d[(3 * Units)..], Units);
        TensorPrimitives.Multiply(dh, o, scratch);
        _activation.Backward(own.StateAt(own.ShownCell, timestep)[at], activatedCell, scratch, scratch, Units);
        if (_normalizer is not null)
        {
            ReadOnlySpan<float> normalized = own.StateAt(own.NormalizedCell!, timestep)[at];
            Span<float> shift = context.Gradient(_normalizer.CellShift), scale = context.Gradient(_normalizer.Cell);
            TensorPrimitives.Add(shift, scratch, shift);
            TensorPrimitives.MultiplyAdd(scratch, normalized, scale, scale);
            TensorPrimitives.Multiply(scratch, _normalizer.Cell.Values, scratch);
            Normalizer.Backward(normalized, own.InverseDeviations(timestep, row, 2), scratch);
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

        if (_normalizer is null)
        {
            d.CopyTo(own.GatesAt(timestep)[gateRow]);
            return;
        }

        BackwardProduct(own.GatesAt(timestep)[gateRow], own.InverseDeviations(timestep, row, 0), _normalizer.Kernel, d, context);
        BackwardProduct(own.GatesAt(own.Recurrent!, timestep)[gateRow], own.InverseDeviations(timestep, row, 1), _normalizer.Recurrent, d, context);
    }

    /// <summary>From the gradient behind a product's normalisation to that of the product, which takes the place of the normalised product.</summary>
    private static void BackwardProduct(
        Span<float> product, float inverseDeviation, Parameter gamma, ReadOnlySpan<float> gradient, PassContext context)
    {
        Span<float> gammaGradient = context.Gradient(gamma);
        TensorPrimitives.MultiplyAdd(gradient, product, gammaGradient, gammaGradient);
        Normalizer.Backward(product, inverseDeviation, gradient, gamma.Values);
    }

    private sealed class Workspace : GateWorkspace
    {
        private readonly AlignedBuffer _initialCell;
        private readonly float[] _inverseDeviations;

        public Workspace(int rows, int timesteps, ExtendedLstmCell cell, bool normalized)
            : base(rows, timesteps, cell)
        {
            int states = timesteps * rows * cell.Units, gates = timesteps * rows * cell.GateWidth;
            Cell = new AlignedBuffer(states);
            ShownCell = new AlignedBuffer(states);
            ActivatedCell = new AlignedBuffer(states);
            PreActivations = new AlignedBuffer(gates);
            CellGradient = new AlignedBuffer(rows * cell.Units);
            Scratch = new AlignedBuffer(cell.Units + cell.GateWidth);
            _initialCell = new AlignedBuffer(rows * cell.Units);
            _inverseDeviations = normalized ? new float[timesteps * rows * 3] : [];
            if (normalized)
            {
                Recurrent = new AlignedBuffer(gates);
                Activated = new AlignedBuffer(gates);
                NormalizedCell = new AlignedBuffer(states);
            }
        }

        /// <summary>c, [timesteps, rows, units].</summary>
        public AlignedBuffer Cell { get; }

        /// <summary>c as its activation sees it, [timesteps, rows, units].</summary>
        public AlignedBuffer ShownCell { get; }

        /// <summary>The activation of that.</summary>
        public AlignedBuffer ActivatedCell { get; }

        /// <summary>What the gates' activations took.</summary>
        public AlignedBuffer PreActivations { get; }

        /// <summary>With normalisation: h₋₁·U normalised, then the gradient of h₋₁·U.</summary>
        public AlignedBuffer? Recurrent { get; }

        /// <summary>With normalisation: i, f, g, o; without, they lie where the products were.</summary>
        public AlignedBuffer? Activated { get; }

        /// <summary>With normalisation: c normalised, before scale and shift.</summary>
        public AlignedBuffer? NormalizedCell { get; }

        /// <summary>Gradient of c, [rows, units].</summary>
        public AlignedBuffer CellGradient { get; }

        /// <summary>One row of a state and one of gates.</summary>
        public AlignedBuffer Scratch { get; }

        /// <summary>The running backward pass.</summary>
        public PassContext? Context { get; set; }

        /// <summary>c of a timestep; before the first, the initial one.</summary>
        public Span<float> CellAt(int timestep) => timestep < 0 ? _initialCell.Span : StateAt(Cell, timestep);

        /// <summary>1/σ of the input product (0), the recurrent product (1) and c (2).</summary>
        public ref float InverseDeviations(int timestep, int row, int which) => ref _inverseDeviations[(((timestep * Rows) + row) * 3) + which];
    }

    /// <summary>The scales and the shift of the normalisations, which start at 1 and 0.</summary>
    private sealed class Normalizer
    {
        private const float Epsilon = 1e-5f;

        public Normalizer(Parameter kernel, Parameter recurrent, Parameter cell, Parameter cellShift)
        {
            (Kernel, Recurrent, Cell, CellShift) = (kernel, recurrent, cell, cellShift);
            kernel.Values.Fill(1f);
            recurrent.Values.Fill(1f);
            cell.Values.Fill(1f);
        }

        public Parameter Kernel { get; }

        public Parameter Recurrent { get; }

        public Parameter Cell { get; }

        public Parameter CellShift { get; }

        /// <summary>x becomes (x − mean)/σ.</summary>
        /// <returns>1/σ.</returns>
        public static float Normalize(Span<float> x)
        {
            TensorPrimitives.Subtract(x, TensorPrimitives.Sum<float>(x) / x.Length, x);
            float inverse = 1f / MathF.Sqrt((TensorPrimitives.SumOfSquares<float>(x) / x.Length) + Epsilon);
            TensorPrimitives.Multiply(x, inverse, x);
            return inverse;
        }

        /// <summary>dx = (d − mean(d) − x̂·mean(d·x̂))/σ, in the place of d.</summary>
        public static void Backward(ReadOnlySpan<float> normalized, float inverseDeviation, Span<float> gradient)
        {
            float mean = TensorPrimitives.Sum<float>(gradient) / gradient.Length;
            float along = TensorPrimitives.Dot(gradient, normalized) / gradient.Length;
            for (int i = 0; i < gradient.Length; i++)
            {
                gradient[i] = (gradient[i] - mean - (normalized[i] * along)) * inverseDeviation;
            }
        }

        /// <summary>The same for d·γ, in the place of x̂.</summary>
        public static void Backward(Span<float> normalized, float inverseDeviation, ReadOnlySpan<float> gradient, ReadOnlySpan<float> gamma)
        {
            double mean = 0, along = 0;
            for (int i = 0; i < gradient.Length; i++)
            {
                double scaled = gradient[i] * gamma[i];
                mean += scaled;
                along += scaled * normalized[i];
            }

            mean /= gradient.Length;
            along /= gradient.Length;
            for (int i = 0; i < gradient.Length; i++)
            {
                normalized[i] = (float)(((gradient[i] * gamma[i]) - mean - (normalized[i] * along)) * inverseDeviation);
            }
        }
    }
}
