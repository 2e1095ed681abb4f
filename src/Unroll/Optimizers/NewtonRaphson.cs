using System.Numerics.Tensors;
using Unroll.Catalogue;

namespace Unroll.Optimizers;

/// <summary>
/// Newton's method: each step solves H·p = −g, with the Hessian H from differences of the exact gradient, damped (H + λ·I, Levenberg 1944)
/// until it is positive definite and the step makes the loss smaller. Quadratic convergence, for as many gradients a step as there are
/// weights, twice: for a few hundred weights, such as those of a logistic regression. Each epoch is one step over all samples.
/// </summary>
public sealed class NewtonRaphson : FullBatchOptimizer
{
    private static readonly Setting<NewtonRaphson, int> _maximum =
        new("max-parameters", Kind.Integer(1), optimizer => optimizer.MaxParameters,
            "More weights than that are refused.")
        { DefaultValue = DefaultMaximum };

    internal static Entry<Optimizer> Entry { get; } = new(
        "newton-raphson", typeof(NewtonRaphson),
        "Newton's method, all samples a step, for a few hundred weights.", [_maximum],
        values => new NewtonRaphson(values.Get(_maximum)))
    {
        Example = "newton-raphson: {max-parameters: 200}",
    };

    private const int DefaultMaximum = 1000;

    /// <summary>Creates the optimizer.</summary>
    /// <param name="maxParameters">The most weights, at least 1; more are refused.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxParameters"/> is not positive.</exception>
    public NewtonRaphson(int maxParameters = DefaultMaximum)
    {
        Require.AtLeast(maxParameters, 1, nameof(maxParameters));
        MaxParameters = maxParameters;
    }

    /// <summary>The most weights; more are refused.</summary>
    public int MaxParameters { get; }

    internal override FullBatchSteps CreateSteps(IObjective objective) => objective.Length <= MaxParameters
        ? new Steps(objective)
        : throw new ArgumentException(
            $"Newton's method needs two gradients a weight for each step, but the model trains " +
            $"{CountFormatter.Format(objective.Length, "weights")} and "
            + $"{MaxParameters:N0} are allowed: " +
            "use Lbfgs, or allow more.");

    private sealed class Steps(IObjective objective) : FullBatchSteps(objective)
    {
        private const double Difference = 1e-2;
        private const double LeastDamping = 1e-9;
        private const double MostDamping = 1e9;

        private double _damping = LeastDamping;

        public override bool Step()
        {
            double[,] hessian = Hessian();
            double[] gradient = new double[Point.Length];
            while (_damping <= MostDamping)
            {
                if (Solve(hessian, _damping) is { } step)
                {
                    double[] next = new double[Point.Length];
                    TensorPrimitives.Add(Point, step, next);
                    double value = Objective.Evaluate(next, gradient);
                    if (value < Value)
                    {
                        (Point, Gradient, Value) = (next, gradient, value);
                        _damping = Math.Max(LeastDamping, _damping / 10);
                        return true;
                    }
                }

                _damping *= 10;
            }

            _damping = LeastDamping;
            return false;
        }

        public override void Save(FullBatchState state)
        {
            base.Save(state);
            state.Numbers["damping"] = _damping;
        }

        public override void Restore(FullBatchState state)
        {
            base.Restore(state);
            _damping = state.Number("damping");
        }

        private double[,] Hessian()
        {
            int n = Point.Length;
            double[] up = new double[n], down = new double[n], at = [.. Point];
            double[,] hessian = new double[n, n];
            for (int j = 0; j < n; j++)
            {
                double width = Difference * Math.Max(1, Math.Abs(Point[j]));
                at[j] = Point[j] + width;
                Objective.Evaluate(at, up);
                at[j] = Point[j] - width;
                Objective.Evaluate(at, down);
                at[j] = Point[j];
                for (int i = 0; i < n; i++)
                {
                    // Symmetric but for rounding: the mean of both halves.
                    double entry = (up[i] - down[i]) / (4 * width);
                    hessian[i, j] += entry;
                    hessian[j, i] += entry;
                }
            }

            return hessian;
        }

        /// <summary>−(H + λ·I)⁻¹·g by Cholesky's factors; null where they do not exist.</summary>
        private double[]? Solve(double[,] hessian, double damping)
        {
            int n = Point.Length;
            double[,] factor = new double[n, n];
            for (int j = 0; j < n; j++)
            {
                Objective.Abort.ThrowIfCancellationRequested();
                for (int i = j; i < n; i++)
                {
                    double sum = hessian[i, j] + (i == j ? damping : 0);
                    for (int k = 0; k < j; k++)
                    {
                        sum -= factor[i, k] * factor[j, k];
                    }

                    if (i == j && !(sum > 0))
                    {
                        return null;
                    }

                    factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
                }
            }

            double[] x = new double[n];
            for (int i = 0; i < n; i++)
            {
                double sum = -Gradient[i];
                for (int k = 0; k < i; k++)
                {
                    sum -= factor[i, k] * x[k];
                }

                x[i] = sum / factor[i, i];
            }

            for (int i = n - 1; i >= 0; i--)
            {
                for (int k = i + 1; k < n; k++)
                {
                    x[i] -= factor[k, i] * x[k];
                }

                x[i] /= factor[i, i];
            }

            return x;
        }
    }
}
