namespace Unroll.Analysis.StateSpace;

/// <summary>
/// The state of a Kalman filter between two observations, and one step of it. Covariances are updated in Joseph's form, which keeps them
/// symmetric and not negative; diffuse states are followed exactly (Durbin and Koopman 2012, 5.2); where the covariance no longer changes,
/// only the mean is updated (their 4.3.4).
/// </summary>
internal sealed class KalmanRecursion
{
    private const double DiffuseTolerance = 1e-9;
    private static readonly double _logarithmOfTwoPi = Math.Log(2 * Math.PI);

    private readonly StateSpaceModel _model;
    private readonly double[] _added;
    private readonly double[] _before;
    private readonly double[] _work;
    private int[] _loaded;
    private double _observationVariance;
    private double _floor;
    private bool _isVarying;
    private int _rank;
    private readonly int _burn;
    private bool _wasObserved;

    public KalmanRecursion(StateSpaceModel model)
    {
        int size = model.StateCount;
        (_model, Transition, _added) = (model, new Transition(model.TransitionMatrix), model.Flat(model.StateCovariance));
        (Mean, Covariance) = ([.. model.InitialMean], model.Flat(model.InitialCovariance));
        (Infinite, Observation) = (new double[size * size], [.. model.Observation]);
        (Gain, InfiniteGain, Cross) = (new double[size], new double[size], new double[size]);
        (_before, _work) = (new double[size * size], new double[size]);
        (_observationVariance, _isVarying) = (model.ObservationVariance, model.Regressors.Count > 0);
        _loaded = [.. Enumerable.Range(0, size).Where(i => model.Observation[i] != 0 || model.Regressors.ContainsKey(i))];
        for (int i = 0; i < size; i++)
        {
            if (model.IsDiffuse[i] && model.Start == DiffuseStart.Exact)
            {
                Infinite[(i * size) + i] = 1;
                _rank++;
            }
            else if (model.IsDiffuse[i])
            {
                Covariance[(i * size) + i] += model.ApproximateVariance;
                _burn++;
            }
        }
    }

    public Transition Transition { get; }

    /// <summary>Mean of the states, given all observations before the coming one.</summary>
    public double[] Mean { get; }

    /// <summary>Covariance of the states, without its infinite part.</summary>
    public double[] Covariance { get; }

    /// <summary>The infinite part of the covariance, a factor of κ → ∞.</summary>
    public double[] Infinite { get; }

    /// <summary>z at the last observation.</summary>
    public double[] Observation { get; }

    /// <summary>P·z divided by the variance: the weight of the last innovation.</summary>
    public double[] Gain { get; }

    /// <summary>P∞·z of the last observation.</summary>
    public double[] InfiniteGain { get; }

    /// <summary>P·z of the last observation.</summary>
    public double[] Cross { get; }

    public double Innovation { get; private set; }

    public double Variance { get; private set; }

    public double InfiniteVariance { get; private set; }

    public double LogLikelihood { get; private set; }

    /// <summary>The part of the last observation in the log-likelihood.</summary>
    public double Contribution { get; private set; }

    /// <summary>Whether the last observation is part of the log-likelihood.</summary>
    public bool IsCounted => Time >= _burn;

    public bool IsDiffuse => _rank > 0;

    public bool IsSteady { get; private set; }

    public long Time { get; private set; }

    /// <summary>Adds to the log-likelihood what was computed elsewhere.</summary>
    public void Skip(int steps, double contribution)
    {
        Time += steps;
        LogLikelihood += contribution;
    }

    /// <summary>Lets the coming observation be of another series than the one before, so that no covariance stays as it is.</summary>
    /// <param name="observation">z.</param>
    /// <param name="variance">h.</param>
    /// <param name="floor">A variance of the states that is 0 by rounding.</param>
    public void Load(double[] observation, double variance, double floor)
    {
        observation.CopyTo(Observation, 0);
        (_observationVariance, _floor, _isVarying) = (variance, floor, true);
        _loaded = [.. Enumerable.Range(0, observation.Length).Where(i => observation[i] != 0)];
    }

    /// <summary>Takes in the coming observation; NaN where it is missing. Mean and covariance are the filtered ones afterwards.</summary>
    public void Observe(double value)
    {
        foreach ((int state, double[] column) in _model.Regressors)
        {
            Observation[state] = column[Time];
        }

        Contribution = 0;
        int size = Mean.Length;
        if (double.IsNaN(value))
        {
            (IsSteady, _wasObserved, Innovation) = (false, false, double.NaN);
            return;
        }

        Innovation = value - Dot(Mean);
        if (!IsSteady)
        {
            Weigh();
        }

        if (IsDiffuse && InfiniteVariance > 0)
        {
            ObserveDiffuse(size);
        }
        else
        {
            Contribution = -0.5 * (_logarithmOfTwoPi + Math.Log(Variance) + (Innovation * Innovation / Variance));
            if (Variance <= 0)
            {
                // Nothing is uncertain: an observation that agrees says nothing, and any other cannot be.
                Contribution = Math.Abs(Innovation) <= 1e-9 * Math.Max(1, Math.Abs(value)) ? 0 : double.NegativeInfinity;
                Array.Clear(Gain);
            }

            for (int i = 0; i < size; i++)
            {
                Mean[i] += Gain[i] * Innovation;
            }

            if (!IsSteady && Variance > 0)
            {
                Joseph();
            }
        }

        Contribution = IsCounted ? Contribution : 0;
        LogLikelihood += Contribution;
        _wasObserved = true;
    }

    /// <summary>Goes on to the next time.</summary>
    public void Predict()
    {
        Transition.Apply(Mean, _work);
        _work.CopyTo(Mean, 0);
        Time++;
        if (IsSteady)
        {
            return;
        }

        Transition.Propagate(Covariance, _added);
        if (IsDiffuse)
        {
            Transition.Propagate(Infinite, null);
        }
        else if (!_isVarying)
        {
            IsSteady = _wasObserved && Covariances.AreNear(Covariance, _before, Mean.Length);
            Covariance.CopyTo(_before, 0);
        }
    }

    private double Dot(double[] vector)
    {
        double sum = 0;
        foreach (int i in _loaded)
        {
            sum += Observation[i] * vector[i];
        }

        return sum;
    }

    /// <summary>Variances of the coming observation and the weights of its innovation.</summary>
    private void Weigh()
    {
        int size = Mean.Length;
        Array.Clear(Cross);
        foreach (int j in _loaded)
        {
            double loading = Observation[j];
            for (int i = 0; i < size; i++)
            {
                Cross[i] += loading * Covariance[(j * size) + i];
            }
        }

        Variance = Dot(Cross) + _observationVariance;
        Variance = Variance <= _floor ? 0 : Variance;
        for (int i = 0; i < size; i++)
        {
            Gain[i] = Cross[i] / Variance;
        }

        if (!IsDiffuse)
        {
            InfiniteVariance = 0;
            return;
        }

        double scale = 0, largest = 0;
        Array.Clear(InfiniteGain);
        for (int i = 0; i < size; i++)
        {
            largest = Math.Max(largest, Infinite[(i * size) + i]);
        }

        foreach (int j in _loaded)
        {
            double loading = Observation[j];
            scale += loading * loading * largest;
            for (int i = 0; i < size; i++)
            {
                InfiniteGain[i] += loading * Infinite[(j * size) + i];
            }
        }

        double variance = Dot(InfiniteGain);
        InfiniteVariance = variance > DiffuseTolerance * scale ? variance : 0;
    }

    private void ObserveDiffuse(int size)
    {
        // Durbin and Koopman (2012), 7.2.2: without 2π, as KFAS and statsmodels have it, too.
        Contribution = -0.5 * Math.Log(InfiniteVariance);
        for (int i = 0; i < size; i++)
        {
            double gain = InfiniteGain[i] / InfiniteVariance;
            Mean[i] += gain * Innovation;
            for (int j = 0; j < size; j++)
            {
                double other = InfiniteGain[j] / InfiniteVariance;
                Covariance[(i * size) + j] += (gain * other * Variance) - (Cross[i] * other) - (gain * Cross[j]);
                Infinite[(i * size) + j] -= gain * InfiniteGain[j];
            }
        }

        if (--_rank == 0)
        {
            Array.Clear(Infinite);
        }
    }

    /// <summary>(I − k·z')·P·(I − k·z')' + h·k·k'.</summary>
    private void Joseph()
    {
        int size = Mean.Length;
        for (int i = 0; i < size; i++)
        {
            Span<double> row = Covariance.AsSpan(i * size, size);
            double gain = Gain[i];
            Transition.AddMultiple(-gain, Cross, row);
            double loaded = 0;
            foreach (int j in _loaded)
            {
                loaded += row[j] * Observation[j];
            }

            Transition.AddMultiple((_observationVariance * gain) - loaded, Gain, row);
            for (int j = 0; j < i; j++)
            {
                Covariance[(j * size) + i] = row[j];
            }
        }
    }
}
