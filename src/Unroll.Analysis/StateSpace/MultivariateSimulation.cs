using MathNet.Numerics.Distributions;

namespace Unroll.Analysis.StateSpace;

/// <summary>Random paths of a model of several series. Diffuse states begin at 0.</summary>
/// <param name="model">The model.</param>
/// <param name="random">The source of randomness.</param>
internal sealed class MultivariateSimulation(MultivariateStateSpaceModel model, Random random)
{
    private readonly double[,] _beginning = Covariances.Root(Known(model));
    private readonly double[,] _disturbing = Covariances.Root(model.StateCovariance);
    private readonly double[,] _observing = Covariances.Root(model.ObservationCovariance);
    private readonly Transition _transition = new(model.TransitionMatrix);

    /// <summary>The model with states that begin at 0: what is left of observations after a path that began at their mean.</summary>
    public MultivariateStateSpaceModel WithoutMean => new(
        model.Observation, model.TransitionMatrix, model.StateCovariance, model.ObservationCovariance)
    {
        IsDiffuse = model.IsDiffuse,
        InitialCovariance = model.InitialCovariance,
    };

    /// <summary>A path of the states, [time][state].</summary>
    /// <param name="count">How many times.</param>
    public double[][] States(int count)
    {
        double[][] path = new double[count][];
        for (int time = 0; time < count; time++)
        {
            double[] states = path[time] = new double[model.StateCount];
            if (time == 0)
            {
                model.InitialMean.CopyTo(states, 0);
                Disturb(_beginning, states);
            }
            else
            {
                _transition.Apply(path[time - 1], states);
                Disturb(_disturbing, states);
            }
        }

        return path;
    }

    /// <summary>The observations of a path, [series][time].</summary>
    /// <param name="path">The states, [time][state].</param>
    public double[][] Observations(double[][] path)
    {
        double[][] series = [.. Enumerable.Range(0, model.SeriesCount).Select(_ => new double[path.Length])];
        double[] noise = new double[series.Length];
        for (int time = 0; time < path.Length; time++)
        {
            Array.Clear(noise);
            Disturb(_observing, noise);
            for (int i = 0; i < series.Length; i++)
            {
                series[i][time] = noise[i];
                for (int state = 0; state < model.StateCount; state++)
                {
                    series[i][time] += model.Observation[i, state] * path[time][state];
                }
            }
        }

        return series;
    }

    private void Disturb(double[,] root, double[] values)
    {
        for (int k = 0; k < values.Length; k++)
        {
            if (root[k, k] > 0)
            {
                double normal = Normal.Sample(random, 0, 1);
                for (int i = k; i < values.Length; i++)
                {
                    values[i] += root[i, k] * normal;
                }
            }
        }
    }

    private static double[,] Known(MultivariateStateSpaceModel model)
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
