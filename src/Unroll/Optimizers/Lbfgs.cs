using System.Globalization;
using System.Numerics.Tensors;
using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>
/// L-BFGS (Liu and Nocedal 1989): directions from the curvature of the last steps, by the two-loop recursion; step lengths from a line
/// search for the strong Wolfe conditions. Each epoch is one step over all samples.
/// </summary>
public sealed class Lbfgs : FullBatchOptimizer
{
    private static readonly Setting<Lbfgs, int> _memory =
        new("memory", Kind.Integer(1), optimizer => optimizer.Memory,
            "Steps whose curvature is remembered.")
        { DefaultValue = DefaultMemory };

    internal static Entry<Optimizer> Entry { get; } = new(
        "lbfgs", typeof(Lbfgs),
        "Directions from the curvature of the last steps, all samples a step.", [_memory],
        values => new Lbfgs(values.Get(_memory)))
    {
        Example = "lbfgs: {memory: 20}",
    };

    private const int DefaultMemory = 10;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="memory">Number of curvature pairs kept, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="memory"/> is not positive.</exception>
    public Lbfgs(int memory = DefaultMemory)
    {
        Require.AtLeast(memory, 1, nameof(memory));
        Memory = memory;
    }

    /// <summary>Number of curvature pairs kept.</summary>
    public int Memory { get; }

    internal override FullBatchSteps CreateSteps(IObjective objective) => new Steps(objective, Memory);

    private sealed class Steps(IObjective objective, int memory) : FullBatchSteps(objective)
    {
        private readonly List<(double[] Step, double[] Change, double Curvature)> _pairs = [];

        public override bool Step()
        {
            double[] direction = Direction();
            double slope = TensorPrimitives.Dot<double>(Gradient, direction);
            if (!(slope < 0))
            {
                // What is remembered leads nowhere: start again from the gradient.
                _pairs.Clear();
                direction = Direction();
                slope = TensorPrimitives.Dot<double>(Gradient, direction);
            }

            var search = new WolfeSearch(Objective, Point, direction, Value, slope);
            double first = _pairs.Count == 0 ? Math.Min(1, 1 / TensorPrimitives.Norm<double>(Gradient)) : 1;
            if (!(slope < 0) || !search.Run(first))
            {
                return false;
            }

            double[] step = new double[Point.Length], change = new double[Point.Length];
            TensorPrimitives.Subtract(search.Point, Point, step);
            TensorPrimitives.Subtract(search.Gradient, Gradient, change);
            double curvature = TensorPrimitives.Dot<double>(step, change);
            if (curvature > 1e-12 * TensorPrimitives.Dot<double>(change, change))
            {
                _pairs.Add((step, change, curvature));
                if (_pairs.Count > memory)
                {
                    _pairs.RemoveAt(0);
                }
            }

            (Point, Gradient, Value) = ([.. search.Point], [.. search.Gradient], search.Value);
            return true;
        }

        public override void Save(FullBatchState state)
        {
            base.Save(state);
            state.Numbers["pairs"] = _pairs.Count;
            for (int i = 0; i < _pairs.Count; i++)
            {
                (double[] step, double[] change, double curvature) = _pairs[i];
                state.Arrays[Numbered("step", i)] = step;
                state.Arrays[Numbered("change", i)] = change;
                state.Numbers[Numbered("curvature", i)] = curvature;
            }
        }

        public override void Restore(FullBatchState state)
        {
            base.Restore(state);
            _pairs.Clear();
            for (int i = 0; i < state.Number("pairs"); i++)
            {
                _pairs.Add((
                    state.Array(Numbered("step", i), Point.Length),
                    state.Array(Numbered("change", i), Point.Length),
                    state.Number(Numbered("curvature", i))));
            }
        }

        private static string Numbered(string name, int pair) => string.Create(CultureInfo.InvariantCulture, $"{name}.{pair}");

        /// <summary>−H·g, with H the inverse Hessian approximated from the kept pairs.</summary>
        private double[] Direction()
        {
            double[] q = [.. Gradient], shares = new double[_pairs.Count];
            for (int i = _pairs.Count - 1; i >= 0; i--)
            {
                shares[i] = TensorPrimitives.Dot<double>(_pairs[i].Step, q) / _pairs[i].Curvature;
                TensorPrimitives.MultiplyAdd(_pairs[i].Change, -shares[i], q, q);
            }

            if (_pairs.Count > 0)
            {
                (_, double[] change, double curvature) = _pairs[^1];
                TensorPrimitives.Multiply(q, curvature / TensorPrimitives.Dot<double>(change, change), q);
            }

            for (int i = 0; i < _pairs.Count; i++)
            {
                double share = TensorPrimitives.Dot<double>(_pairs[i].Change, q) / _pairs[i].Curvature;
                TensorPrimitives.MultiplyAdd(_pairs[i].Step, shares[i] - share, q, q);
            }

            TensorPrimitives.Negate(q, q);
            return q;
        }
    }
}
