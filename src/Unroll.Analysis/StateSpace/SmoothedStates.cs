namespace Unroll.Analysis.StateSpace;

/// <summary>The smoothed states: their distribution at each time given all observations (Durbin and Koopman 2012, 4.4 and 5.3).</summary>
public sealed class SmoothedStates
{
    private readonly int _size;
    private readonly double[] _means;
    private readonly double[] _variances;
    private readonly double[][] _signals;

    internal SmoothedStates(StateSpaceModel model, FilteredStates filtered, IReadOnlyList<IReadOnlyList<double>> signals)
    {
        (_size, Filtered) = (model.StateCount, filtered);
        int count = filtered.Count;
        (_means, _variances) = (new double[count * _size], new double[count * _size]);
        _signals = [.. signals.Select(weights => weights.ToArray())];
        (SignalMeans, SignalVariances) = (New(count), New(count));
        Backwards(model, filtered);
    }

    /// <summary>The filter's states, which these come from.</summary>
    public FilteredStates Filtered { get; }

    /// <summary>The means of the signals, [signal][time].</summary>
    public double[][] SignalMeans { get; }

    /// <summary>The variances of the signals, [signal][time].</summary>
    public double[][] SignalVariances { get; }

    /// <summary>The mean of a state by all observations.</summary>
    /// <param name="time">The time, from 0.</param>
    /// <param name="state">The state, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public double Mean(int time, int state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(state, _size);
        return _means[(time * _size) + state];
    }

    /// <summary>The variance of a state by all observations.</summary>
    /// <param name="time">The time, from 0.</param>
    /// <param name="state">The state, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such state.</exception>
    public double Variance(int time, int state)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(state, _size);
        return _variances[(time * _size) + state];
    }

    private double[][] New(int count) => [.. _signals.Select(_ => new double[count])];

    private void Backwards(StateSpaceModel model, FilteredStates filtered)
    {
        int size = _size;
        var transition = new Transition(model.TransitionMatrix);
        double[] score = new double[size], work = new double[size], carried = new double[size], product = new double[size];
        double[] cross = new double[size];
        double[] precision = new double[size * size], before = new double[size * size], covariance = new double[size * size];
        FilterStep? last = null;
        bool isSteady = false;
        for (int t = filtered.Count - 1; t >= 0; t--)
        {
            FilterStep step = filtered.Steps[t];
            if (step.Infinite is not null)
            {
                new DiffuseSmoother(model, filtered).Finish(t, score, precision, (time, mean, variance) => Write(time, mean, variance));
                return;
            }

            bool sameAsBefore = isSteady && step == last;
            if (!sameAsBefore)
            {
                precision.CopyTo(before, 0);
            }

            // r = T'r + z·(v/f − (T·k)'r), and N likewise.
            transition.ApplyTransposed(score, work);
            if (step.Gain is { } gain)
            {
                if (step != last)
                {
                    transition.Apply(gain, carried);
                }

                double innovation = filtered.Innovations[t] / step.Variance;
                for (int i = 0; i < size; i++)
                {
                    innovation -= carried[i] * score[i];
                }

                if (!sameAsBefore)
                {
                    PullBack(transition, precision, carried, product, cross, step);
                }

                for (int i = 0; i < size; i++)
                {
                    work[i] += step.Observation[i] * innovation;
                }
            }
            else if (!sameAsBefore)
            {
                transition.PullBack(precision);
            }

            (score, work) = (work, score);
            if (!sameAsBefore)
            {
                isSteady = step == last && step.IsSteady && Covariances.AreNear(precision, before, size);
                Subtract(step.Covariance, precision, covariance, before);
            }

            last = step;
            Multiply(step.Covariance, score, product);
            for (int i = 0; i < size; i++)
            {
                product[i] += filtered.PredictedMeans[(t * size) + i];
            }

            if (sameAsBefore)
            {
                WriteMean(t, product);
                CopyVariance(t);
            }
            else
            {
                Write(t, product, covariance);
            }
        }
    }

    /// <summary>T'N·T − u·z' − z·u' + z·z'(k'N·k + 1/f), with u = T'N·k and k carried by T.</summary>
    private static void PullBack(
        Transition transition, double[] precision, double[] carried, double[] product, double[] cross, FilterStep step)
    {
        int size = carried.Length;
        Multiply(precision, carried, product);
        double own = 1 / step.Variance;
        for (int i = 0; i < size; i++)
        {
            own += carried[i] * product[i];
        }

        transition.ApplyTransposed(product, cross);
        transition.PullBack(precision);
        double[] z = step.Observation;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = 0.5 * (precision[(i * size) + j] + precision[(j * size) + i]);
                value += (z[i] * z[j] * own) - (cross[i] * z[j]) - (z[i] * cross[j]);
                precision[(i * size) + j] = precision[(j * size) + i] = value;
            }
        }
    }

    /// <summary>P − P·N·P.</summary>
    private static void Subtract(double[] covariance, double[] precision, double[] result, double[] work)
    {
        int size = (int)Math.Sqrt(covariance.Length);
        Array.Clear(work);
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < size; k++)
            {
                double value = precision[(i * size) + k];
                for (int j = 0; j < size; j++)
                {
                    work[(i * size) + j] += value * covariance[(k * size) + j];
                }
            }
        }

        covariance.CopyTo(result, 0);
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < size; k++)
            {
                double value = covariance[(i * size) + k];
                for (int j = 0; j < size; j++)
                {
                    result[(i * size) + j] -= value * work[(k * size) + j];
                }
            }
        }
    }

    private static void Multiply(double[] matrix, double[] vector, double[] result)
    {
        for (int i = 0; i < vector.Length; i++)
        {
            double sum = 0;
            ReadOnlySpan<double> row = matrix.AsSpan(i * vector.Length, vector.Length);
            for (int j = 0; j < row.Length; j++)
            {
                sum += row[j] * vector[j];
            }

            result[i] = sum;
        }
    }

    private void Write(int time, double[] mean, double[] covariance)
    {
        WriteMean(time, mean);
        for (int i = 0; i < _size; i++)
        {
            _variances[(time * _size) + i] = Math.Max(0, covariance[(i * _size) + i]);
        }

        for (int k = 0; k < _signals.Length; k++)
        {
            double sum = 0;
            for (int i = 0; i < _size; i++)
            {
                for (int j = 0; j < _size && _signals[k][i] != 0; j++)
                {
                    sum += _signals[k][i] * _signals[k][j] * covariance[(i * _size) + j];
                }
            }

            SignalVariances[k][time] = Math.Max(0, sum);
        }
    }

    private void WriteMean(int time, double[] mean)
    {
        mean.CopyTo(_means, time * _size);
        for (int k = 0; k < _signals.Length; k++)
        {
            double sum = 0;
            for (int i = 0; i < _size; i++)
            {
                sum += _signals[k][i] * mean[i];
            }

            SignalMeans[k][time] = sum;
        }
    }

    /// <summary>Takes the variances of the next time, which are the same.</summary>
    private void CopyVariance(int time)
    {
        _variances.AsSpan((time + 1) * _size, _size).CopyTo(_variances.AsSpan(time * _size));
        foreach (double[] variances in SignalVariances)
        {
            variances[time] = variances[time + 1];
        }
    }
}
