namespace Unroll.Analysis.Estimators;

/// <summary>
/// Sequential minimal optimisation (Platt 1998) with pairs chosen by second order (Fan, Chen and Lin 2005): minimises
/// ½αᵀQα + pᵀα where 0 ≤ α ≤ C and yᵀα = 0, with Q = yᵢyⱼK(xᵢ, xⱼ). Regression has each row twice, once with each sign.
/// </summary>
/// <param name="kernel">The kernel of the rows.</param>
/// <param name="rows">The row of each variable.</param>
/// <param name="signs">The sign y of each variable, −1 or 1.</param>
/// <param name="linear">The p of each variable.</param>
/// <param name="cost">The C.</param>
internal sealed class SequentialMinimalOptimization(KernelRows kernel, int[] rows, int[] signs, double[] linear, double cost)
{
    private const double Tolerance = 1e-5;
    private const double Tiny = 1e-12;
    private readonly double[] _alphas = new double[rows.Length];
    private readonly double[] _gradient = [.. linear];

    /// <summary>The α of each variable.</summary>
    public double[] Alphas => _alphas;

    /// <summary>The value of the objective.</summary>
    public double Objective
    {
        get
        {
            double sum = 0;
            for (int i = 0; i < _alphas.Length; i++)
            {
                sum += _alphas[i] * (_gradient[i] + linear[i]);
            }

            return sum / 2;
        }
    }

    /// <summary>Minimises.</summary>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The constant of the decision function.</returns>
    public double Minimize(CancellationToken cancellation)
    {
        long most = Math.Max(1_000_000, 100L * rows.Length);
        for (long step = 0; step < most; step++)
        {
            if (step % 1000 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            (int first, int second) = Select();
            if (second < 0)
            {
                break;
            }

            Optimize(first, second);
        }

        return Intercept();
    }

    /// <summary>
    /// The variable that violates the optimality conditions most, and with it the one whose pair promises the largest decrease.
    /// </summary>
    private (int First, int Second) Select()
    {
        int first = -1;
        double highest = double.NegativeInfinity;
        for (int t = 0; t < signs.Length; t++)
        {
            if (MayRise(t) && -signs[t] * _gradient[t] >= highest)
            {
                (first, highest) = (t, -signs[t] * _gradient[t]);
            }
        }

        if (first < 0)
        {
            return (-1, -1);
        }

        double[] products = kernel[rows[first]];
        int second = -1;
        double lowest = double.PositiveInfinity, best = 0;
        for (int t = 0; t < signs.Length; t++)
        {
            if (!MayFall(t))
            {
                continue;
            }

            double value = -signs[t] * _gradient[t];
            lowest = Math.Min(lowest, value);
            double violation = highest - value;
            if (violation > 0)
            {
                double curvature = Curvature(first, t, products[rows[t]]);
                double decrease = violation * violation / curvature;
                if (decrease > best)
                {
                    (second, best) = (t, decrease);
                }
            }
        }

        return highest - lowest < Tolerance ? (-1, -1) : (first, second);
    }

    private void Optimize(int i, int j)
    {
        double[] iProducts = kernel[rows[i]], jProducts = kernel[rows[j]];
        double curvature = Curvature(i, j, iProducts[rows[j]]);

        // Along the line that keeps yᵀα, α of i rises by y of i times the step, and that of j falls by y of j times the step.
        double step = ((-signs[i] * _gradient[i]) + (signs[j] * _gradient[j])) / curvature;
        step = Math.Min(step, signs[i] > 0 ? cost - _alphas[i] : _alphas[i]);
        step = Math.Min(step, signs[j] > 0 ? _alphas[j] : cost - _alphas[j]);
        _alphas[i] = Bounded(_alphas[i] + (signs[i] * step));
        _alphas[j] = Bounded(_alphas[j] - (signs[j] * step));
        for (int t = 0; t < signs.Length; t++)
        {
            _gradient[t] += signs[t] * step * (iProducts[rows[t]] - jProducts[rows[t]]);
        }
    }

    /// <summary>An α within its bounds, on which one lies that is so near that only rounding separates it from them.</summary>
    private double Bounded(double alpha) => alpha < Tiny * cost ? 0 : alpha > cost * (1 - Tiny) ? cost : alpha;

    private double Curvature(int i, int j, double product) =>
        Math.Max(Tiny, kernel.Diagonal(rows[i]) + kernel.Diagonal(rows[j]) - (2 * product));

    private bool MayRise(int t) => signs[t] > 0 ? _alphas[t] < cost : _alphas[t] > 0;

    private bool MayFall(int t) => signs[t] > 0 ? _alphas[t] > 0 : _alphas[t] < cost;

    /// <summary>The mean over the variables within their bounds; where there is none, the middle of what the others allow.</summary>
    private double Intercept()
    {
        double sum = 0, upper = double.PositiveInfinity, lower = double.NegativeInfinity;
        int free = 0;
        for (int t = 0; t < signs.Length; t++)
        {
            double value = -signs[t] * _gradient[t];
            if (_alphas[t] > 0 && _alphas[t] < cost)
            {
                sum += value;
                free++;
            }
            else if (MayRise(t))
            {
                lower = Math.Max(lower, value);
            }
            else
            {
                upper = Math.Min(upper, value);
            }
        }

        return free > 0 ? sum / free : double.IsFinite(upper) && double.IsFinite(lower) ? (upper + lower) / 2
            : double.IsFinite(upper) ? upper : double.IsFinite(lower) ? lower : 0;
    }
}
