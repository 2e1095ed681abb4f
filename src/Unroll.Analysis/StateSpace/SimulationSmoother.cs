using MathNet.Numerics.Distributions;

namespace Unroll.Analysis.StateSpace;

/// <summary>
/// Random draws of the states of a model given all observations, by means alone (Durbin and Koopman 2002; 2012, 4.9): a path is drawn from
/// the model without observations, and moved by the smoothed mean of what the observations differ from it. Diffuse states begin at 0 in the
/// drawn path, which the smoother corrects.
/// </summary>
/// <param name="model">The model, without regressors.</param>
/// <param name="random">The source of randomness.</param>
internal sealed class SimulationSmoother(StateSpaceModel model, Random random)
{
    private readonly double[,] _disturbing = Covariances.Root(model.StateCovariance);
    private readonly double[,] _beginning = Covariances.Root(Known(model));
    private readonly Transition _transition = new(model.TransitionMatrix);

    /// <summary>Draws the states, [time · states + state].</summary>
    /// <param name="series">The observations; NaN where one is missing.</param>
    public double[] Draw(double[] series)
    {
        int size = model.StateCount;
        double[] path = Path(series.Length), rest = new double[series.Length];
        double deviation = Math.Sqrt(model.ObservationVariance);
        for (int t = 0; t < rest.Length; t++)
        {
            rest[t] = series[t] - Signal(path.AsSpan(t * size, size)) - (deviation * Normal.Sample(random, 0, 1));
        }

        SmoothedStates smoothed = KalmanFilter.Smooth(model, rest);
        for (int at = 0; at < path.Length; at++)
        {
            path[at] += smoothed.Mean(at / size, at % size);
        }

        return path;
    }

    /// <summary>Draws observations that follow a state.</summary>
    /// <param name="state">The state at the last time.</param>
    /// <param name="result">Takes the observations.</param>
    public void Continue(ReadOnlySpan<double> state, Span<double> result)
    {
        double[] current = state.ToArray(), next = new double[current.Length];
        double deviation = Math.Sqrt(model.ObservationVariance);
        for (int step = 0; step < result.Length; step++)
        {
            _transition.Apply(current, next);
            Disturb(_disturbing, next);
            (current, next) = (next, current);
            result[step] = Signal(current) + (deviation * Normal.Sample(random, 0, 1));
        }
    }

    /// <summary>z'α.</summary>
    private double Signal(ReadOnlySpan<double> states)
    {
        double sum = 0;
        for (int i = 0; i < states.Length; i++)
        {
            sum += model.Observation[i] * states[i];
        }

        return sum;
    }

    private double[] Path(int count)
    {
        int size = model.StateCount;
        double[] path = new double[count * size];
        Disturb(_beginning, path.AsSpan(0, size));
        for (int t = 1; t < count; t++)
        {
            Span<double> next = path.AsSpan(t * size, size);
            _transition.Apply(path.AsSpan((t - 1) * size, size), next);
            Disturb(_disturbing, next);
        }

        return path;
    }

    private void Disturb(double[,] root, Span<double> states)
    {
        for (int k = 0; k < states.Length; k++)
        {
            if (root[k, k] > 0)
            {
                double normal = Normal.Sample(random, 0, 1);
                for (int i = k; i < states.Length; i++)
                {
                    states[i] += root[i, k] * normal;
                }
            }
        }
    }

    private static double[,] Known(StateSpaceModel model)
    {
        double[,] known = (double[,])model.InitialCovariance.Clone();
        for (int i = 0; i < model.StateCount; i++)
        {
            for (int j = 0; j < model.StateCount; j++)
            {
                known[i, j] = model.IsDiffuse[i] || model.IsDiffuse[j] ? 0 : known[i, j];
            }
        }

        return known;
    }
}
