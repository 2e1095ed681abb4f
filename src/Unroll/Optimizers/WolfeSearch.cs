using System.Numerics.Tensors;

namespace Unroll.Optimizers;

/// <summary>
/// A line search for the strong Wolfe conditions (sufficient decrease and curvature), by bracketing and cubic interpolation (Nocedal and
/// Wright 2006, algorithms 3.5 and 3.6).
/// </summary>
internal sealed class WolfeSearch(IObjective objective, double[] start, double[] direction, double startValue, double startSlope)
{
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;
    private const double LongestStep = 1e10;
    private const int MostTrials = 25;

    private int _trials;

    /// <summary>The point found.</summary>
    public double[] Point { get; private set; } = [.. start];

    /// <summary>The gradient there.</summary>
    public double[] Gradient { get; private set; } = new double[start.Length];

    /// <summary>The objective there.</summary>
    public double Value { get; private set; }

    /// <summary>Searches.</summary>
    /// <param name="step">First length to try.</param>
    /// <returns>Whether a point was found at which the objective is smaller.</returns>
    public bool Run(double step)
    {
        Value = startValue;
        Trial previous = new(0, startValue, startSlope);
        while (_trials < MostTrials && step < LongestStep)
        {
            Trial trial = At(step);
            if (!double.IsFinite(trial.Value))
            {
                // Too far: the objective is not even a number there.
                step = (previous.Step + step) / 2;
                continue;
            }

            if (trial.Value > startValue + (Decrease * step * startSlope) || (previous.Step > 0 && trial.Value >= previous.Value))
            {
                return Zoom(previous, trial);
            }

            if (Math.Abs(trial.Slope) <= -Curvature * startSlope)
            {
                return true;
            }

            if (trial.Slope >= 0)
            {
                return Zoom(trial, previous);
            }

            previous = trial;
            step *= 2;
        }

        return Value < startValue;
    }

    /// <summary>Narrows an interval whose first end is the better one.</summary>
    private bool Zoom(Trial low, Trial high)
    {
        while (_trials < MostTrials && Math.Abs(high.Step - low.Step) > 1e-14 * Math.Max(1, low.Step))
        {
            Trial trial = At(Between(low, high));
            if (trial.Value > startValue + (Decrease * trial.Step * startSlope) || trial.Value >= low.Value
                || !double.IsFinite(trial.Value))
            {
                high = trial;
                continue;
            }

            if (Math.Abs(trial.Slope) <= -Curvature * startSlope)
            {
                return true;
            }

            if (trial.Slope * (high.Step - low.Step) >= 0)
            {
                high = low;
            }

            low = trial;
        }

        if (low.Step == 0)
        {
            return false;
        }

        At(low.Step);
        return Value < startValue;
    }

    /// <summary>The minimum of the cubic through both ends, kept away from them; the middle where there is none.</summary>
    private static double Between(Trial a, Trial b)
    {
        double d1 = a.Slope + b.Slope - (3 * (a.Value - b.Value) / (a.Step - b.Step));
        double square = (d1 * d1) - (a.Slope * b.Slope);
        double middle = (a.Step + b.Step) / 2;
        if (!(square >= 0))
        {
            return middle;
        }

        double d2 = Math.CopySign(Math.Sqrt(square), b.Step - a.Step);
        double step = b.Step - ((b.Step - a.Step) * (b.Slope + d2 - d1) / (b.Slope - a.Slope + (2 * d2)));
        double margin = 0.1 * Math.Abs(b.Step - a.Step);
        return double.IsFinite(step) ? Math.Clamp(step, Math.Min(a.Step, b.Step) + margin, Math.Max(a.Step, b.Step) - margin) : middle;
    }

    private Trial At(double step)
    {
        _trials++;
        TensorPrimitives.MultiplyAdd(direction, step, start, Point);
        Value = objective.Evaluate(Point, Gradient);
        return new Trial(step, Value, TensorPrimitives.Dot<double>(Gradient, direction));
    }

    private readonly record struct Trial(double Step, double Value, double Slope);
}
