using FsCheck;
using FsCheck.Fluent;
using Unroll.Kernels;
using Unroll.Layers;

namespace Unroll.Tests.Properties;

/// <summary>
/// Gates in their panels: a timestep's products and arithmetic, and the products of their gradients, against plain loops in double
/// precision.
/// </summary>
public sealed class GateKernelTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(100);

    private static readonly Arbitrary<Problem> _problems = Arb.From(
        from units in Gen.OneOf(Gen.Choose(1, 70), Gen.Elements(16, 32, 48, 64))
        from rows in Gen.Choose(1, 40)
        from inputs in Gen.Choose(1, 20)
        from timesteps in Gen.Choose(1, 12)
        from hasHidden in Gen.Elements(true, true, false)
        from seed in Gen.Choose(0, 1_000_000)
        select new Problem(units, rows, inputs, timesteps, hasHidden, new RandomStream((ulong)seed)));

    [Fact]
    public void Lstm_step_is_its_formula() => Check(problem =>
    {
        int units = problem.Units;
        var step = new Step(problem, [new(0, 0), new(units, units), new(2 * units, 2 * units), new(3 * units, 3 * units)], 4);
        float[] before = problem.State(), cell = problem.State(), hidden = problem.State();
        LstmGates.Forward(step.Kernel, before, cell, hidden, keepsGates: true);
        return problem.All((row, unit, at) =>
        {
            double i = Sigmoid(step.Sum(0, row, unit)), f = Sigmoid(step.Sum(1, row, unit)), g = Math.Tanh(step.Sum(2, row, unit));
            double c = (f * before[at]) + (i * g), h = Sigmoid(step.Sum(3, row, unit)) * Math.Tanh(c);
            return Near(c, cell[at]) && Near(h, hidden[at]) && Near(i, step.Gate(0, row, unit)) && Near(f, step.Gate(1, row, unit))
                && Near(g, step.Gate(2, row, unit));
        });
    });

    [Fact]
    public void Gru_step_is_its_formula() => Check(problem =>
    {
        int units = problem.Units;
        var step = new Step(problem, [new(0, 0), new(units, units), new(2 * units, -1), new(-1, 2 * units)], 3);
        float[] before = problem.HasHidden ? step.Hidden : new float[problem.Rows * units], hidden = problem.State();
        GruGates.Forward(step.Kernel, before, hidden);
        return problem.All((row, unit, at) =>
        {
            double z = Sigmoid(step.Sum(0, row, unit)), r = Sigmoid(step.Sum(1, row, unit));
            double g = Math.Tanh(step.Sum(2, row, unit) + (r * step.Sum(3, row, unit)));
            return Near((z * before[at]) + ((1 - z) * g), hidden[at]) && Near(g, step.Gate(2, row, unit));
        });
    });

    [Fact]
    public void Simple_step_is_its_formula() => Check(problem =>
    {
        var step = new Step(problem, [new(0, 0)], 1);
        float[] hidden = problem.State();
        RnnGates<Tanh.Operator>.Forward(default, step.Kernel, hidden);
        return problem.All((row, unit, at) => Near(Math.Tanh(step.Sum(0, row, unit)), hidden[at]));
    });

    [Fact]
    public void Products_of_gates_read_no_unit_past_the_last() => Check(problem =>
    {
        int[] planes = [0, 1, 3];
        var layout = new GateLayout(problem.Units, 4, problem.Rows, problem.Timesteps);
        var gates = new AlignedBuffer(layout.Length);
        int count = Math.Min(layout.ChunkTimesteps, problem.Timesteps), inner = count * problem.Rows;
        gates.Span.Fill(float.NaN);
        foreach (int plane in planes)
        {
            for (int row = 0; row < inner; row++)
            {
                for (int unit = 0; unit < problem.Units; unit++)
                {
                    gates.Span[Place(layout, plane, row, unit)] = (float)problem.Random.NextNormal();
                }
            }
        }

        float Gate(int row, int column) => gates.Span[Place(layout, planes[column / problem.Units], row, column % problem.Units)];

        // dX = d·Wᵀ at the last timestep of the chunk.
        int columns = planes.Length * problem.Units, first = inner - problem.Rows;
        float[] weights = problem.Normal(problem.Inputs * columns), dx = problem.Normal(problem.Rows * problem.Inputs);
        float[] dxBefore = [.. dx];
        var packed = new PackedMatrix(columns, problem.Inputs);
        packed.PackTransposed(weights, columns);
        GateProduct.Multiply(layout, gates.Span, count - 1, planes, packed, dx, accumulate: true);
        bool isRight = Enumerable.Range(0, dx.Length).All(at =>
        {
            (int row, int input) = Math.DivRem(at, problem.Inputs);
            double sum = Enumerable.Range(0, columns)
                .Sum(column => (double)Gate(first + row, column) * weights[(input * columns) + column]);
            return Math.Abs(dxBefore[at] + sum - dx[at]) <= 4e-7 * (8 + columns);
        });

        // dW += Xᵀ·d over all timesteps of the chunk.
        float[] x = problem.Normal(inner * problem.Inputs), dw = problem.Normal(problem.Inputs * columns);
        float[] dwBefore = [.. dw];
        GateProduct.AddTransposed(layout, gates.Span, 0, count, planes, x, problem.Inputs, dw);
        return isRight && Enumerable.Range(0, dw.Length).All(at =>
        {
            (int input, int column) = Math.DivRem(at, columns);
            double sum = Enumerable.Range(0, inner).Sum(row => (double)x[(row * problem.Inputs) + input] * Gate(row, column));
            return Math.Abs(dwBefore[at] + sum - dw[at]) <= 4e-7 * (8 + inner);
        });
    });

    private static void Check(Func<Problem, bool> holds) => Prop.ForAll(_problems, holds).Check(_config);

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static bool Near(double expected, float actual) => Math.Abs(expected - actual) <= 2e-5;

    /// <summary>Where a plane's unit lies, rows of a chunk's timesteps counted on.</summary>
    private static int Place(in GateLayout layout, int plane, int row, int unit)
    {
        foreach (ColumnPanel panel in new PanelWalk(layout.Units))
        {
            if (unit < panel.Column + panel.Width)
            {
                return layout.PanelOffset(0, panel) + (plane * layout.PlaneStride(panel)) + (row * panel.Width) + unit - panel.Column;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(unit), unit, $"The gates have {layout.Units} units.");
    }

    private sealed record Problem(int Units, int Rows, int Inputs, int Timesteps, bool HasHidden, RandomStream Random)
    {
        public float[] Normal(int length) => [.. Enumerable.Range(0, length).Select(_ => (float)Random.NextNormal())];

        public float[] State() => Normal(Rows * Units);

        public bool All(Func<int, int, int, bool> holds) =>
            Enumerable.Range(0, Rows * Units).All(at => holds(at / Units, at % Units, at));
    }

    /// <summary>One timestep's operands, and its pre-activations in double precision.</summary>
    private sealed class Step
    {
        private readonly Problem _problem;
        private readonly GatePlane[] _planes;
        private readonly PackedGates _packed;
        private readonly GateLayout _layout;
        private readonly AlignedBuffer _gates;
        private readonly float[] _input;
        private readonly float[] _w;
        private readonly float[] _u;
        private readonly float[] _b;
        private readonly int _columns;

        public Step(Problem problem, GatePlane[] planes, int gates)
        {
            _problem = problem;
            _planes = planes;
            _columns = gates * problem.Units;
            _input = problem.Normal(problem.Rows * problem.Inputs);
            Hidden = problem.State();
            _w = [.. problem.Normal(problem.Inputs * _columns).Select(value => value / 4)];
            _u = [.. problem.Normal(problem.Units * _columns).Select(value => value / 8)];
            _b = problem.Normal(_columns);
            _packed = new PackedGates(planes, problem.Inputs, problem.Units);
            _packed.Pack(_w, _u, _columns);
            _packed.PackBias(_b, default);
            _layout = new GateLayout(problem.Units, planes.Length, problem.Rows, 1);
            _gates = new AlignedBuffer(_layout.Length);
        }

        public float[] Hidden { get; }

        public GateStep Kernel => new()
        {
            Weights = _packed,
            Layout = _layout,
            Gates = _gates.Span,
            Timestep = 0,
            Input = _input,
            RecurrentInput = _problem.HasHidden ? Hidden : default,
        };

        public float Gate(int plane, int row, int unit) => _gates.Span[Place(_layout, plane, row, unit)];

        public double Sum(int plane, int row, int unit)
        {
            (int kernel, int recurrent) = (_planes[plane].Kernel, _planes[plane].Recurrent);
            double sum = kernel < 0 ? 0 : _b[kernel + unit];
            for (int k = 0; kernel >= 0 && k < _problem.Inputs; k++)
            {
                sum += (double)_input[(row * _problem.Inputs) + k] * _w[(k * _columns) + kernel + unit];
            }

            for (int k = 0; recurrent >= 0 && _problem.HasHidden && k < _problem.Units; k++)
            {
                sum += (double)Hidden[(row * _problem.Units) + k] * _u[(k * _columns) + recurrent + unit];
            }

            return sum;
        }
    }
}
