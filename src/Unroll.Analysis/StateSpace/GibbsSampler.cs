using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using Unroll.Analysis.Numerics;

namespace Unroll.Analysis.StateSpace;

/// <summary>
/// Gibbs sampling of a structural model (Scott and Varian 2014): states given all else by the simulation smoother; each variance given the
/// disturbances by its inverse gamma distribution; regression and observation noise given the states; numbers between bounds (damping,
/// frequency, coefficients of an autoregression) by steps of Metropolis on the likelihood without the states.
/// </summary>
internal sealed class GibbsSampler
{
    private const double FirstStep = 0.5;
    private readonly StructuralModel _model;
    private readonly double[] _series;
    private readonly PosteriorOptions _options;
    private readonly Random _random;
    private readonly double _scale;
    private readonly int[] _known;
    private readonly SpikeAndSlab? _regression;
    private readonly double[] _parameters;
    private readonly double[] _free;
    private readonly double[] _steps;
    private readonly double[][] _columns;

    /// <summary>Creates a sampler that stands at the estimates of greatest likelihood without regressors.</summary>
    /// <param name="model">The model without regressors.</param>
    /// <param name="columns">The regressors, [column][time]; none where there are none.</param>
    /// <param name="series">The series.</param>
    /// <param name="options">Settings.</param>
    public GibbsSampler(StructuralModel model, double[][] columns, double[] series, PosteriorOptions options)
    {
        (_model, _columns, _series, _options, _random) = (model, columns, series, options, new Random(options.Seed));
        _known = [.. Enumerable.Range(0, series.Length).Where(t => !double.IsNaN(series[t]))];
        double mean = _known.Average(t => series[t]);
        _scale = _known.Average(t => (series[t] - mean) * (series[t] - mean));
        _regression = columns.Length == 0 ? null : new SpikeAndSlab(columns, _known, options, _scale, _random);
        _parameters = [.. model.Fit(series).Parameters.Select(parameter => parameter.Estimate)];
        for (int i = 0; i < _parameters.Length; i++)
        {
            // A variance of 0 would never be left again.
            _parameters[i] = model.Parameters[i].IsVariance ? Math.Max(_parameters[i], 1e-4 * _scale) : _parameters[i];
        }

        (_free, _steps) = (Released(), [.. _parameters.Select(_ => FirstStep)]);
        Draw(0);
    }

    /// <summary>The parameters of the last draw.</summary>
    public double[] Parameters => _parameters;

    /// <summary>The states of the last draw, [time · states + state].</summary>
    public double[] States { get; private set; } = [];

    /// <summary>The coefficients of the last draw.</summary>
    public double[] Coefficients => _regression?.Coefficients ?? [];

    /// <summary>The model of the last draw.</summary>
    public StateSpaceModel Space => _model.StateSpace(_parameters);

    /// <summary>Draws all anew.</summary>
    /// <param name="draw">The number of the draw, negative while steps are adapted.</param>
    public void Draw(int draw)
    {
        double[] rest = Rest();
        DrawBounded(rest, isAdapting: draw < 0);
        StateSpaceModel space = Space;
        States = new SimulationSmoother(space, _random).Draw(rest);
        DrawNoise(space);
        DrawVariances(space);
    }

    /// <summary>The series less the regressors' part.</summary>
    private double[] Rest()
    {
        double[] rest = [.. _series];
        for (int k = 0; k < _columns.Length; k++)
        {
            double coefficient = Coefficients[k];
            for (int t = 0; coefficient != 0 && t < rest.Length; t++)
            {
                rest[t] -= coefficient * _columns[k][t];
            }
        }

        return rest;
    }

    private void DrawNoise(StateSpaceModel space)
    {
        int size = space.StateCount;
        double[] rest = [.. _series];
        foreach (int t in _known)
        {
            for (int i = 0; i < size; i++)
            {
                rest[t] -= space.Observation[i] * States[(t * size) + i];
            }
        }

        if (_regression is not null)
        {
            _parameters[0] = _regression.Draw(rest);
        }
        else if (_model.HasObservationNoise)
        {
            _parameters[0] = DrawVariance(_known.Sum(t => rest[t] * rest[t]), _known.Length, 0.5 * _scale);
        }
    }

    /// <summary>The variances of the components, each by the disturbances that it is the variance of.</summary>
    private void DrawVariances(StateSpaceModel space)
    {
        int size = space.StateCount, read = _model.HasObservationNoise ? 1 : 0, offset = 0;
        double[] next = new double[size], squares = new double[size];
        Transition transition = new(space.TransitionMatrix);
        for (int t = 1; t < _series.Length; t++)
        {
            transition.Apply(States.AsSpan((t - 1) * size, size), next);
            for (int i = 0; i < size; i++)
            {
                double disturbance = States[(t * size) + i] - next[i];
                squares[i] += disturbance * disturbance;
            }
        }

        foreach (StructuralComponent component in _model.Components)
        {
            int count = component.Parameters.Count;
            for (int k = read; k < read + count; k++)
            {
                if (_model.Parameters[k].IsVariance)
                {
                    int[] disturbed = [.. Disturbed(space, k).Where(i => i >= offset && i < offset + component.StateCount)];
                    (double begun, int states) = Begun(space, offset, component.StateCount, _parameters[k]);
                    _parameters[k] = DrawVariance(
                        disturbed.Sum(i => squares[i]) + begun, ((_series.Length - 1) * disturbed.Length) + states, 1e-4 * _scale);
                }
            }

            read += count;
            offset += component.StateCount;
        }
    }

    /// <summary>The states whose disturbances have a parameter as their variance.</summary>
    private IEnumerable<int> Disturbed(StateSpaceModel space, int parameter)
    {
        double[] doubled = [.. _parameters];
        doubled[parameter] *= 2;
        double[,] other = _model.StateSpace(doubled).StateCovariance;
        return Enumerable.Range(0, space.StateCount).Where(i => other[i, i] > space.StateCovariance[i, i]);
    }

    /// <summary>The share of a component's first states, which begin in equilibrium, in the estimate of its variance.</summary>
    private (double Squares, int Count) Begun(StateSpaceModel space, int offset, int count, double variance)
    {
        if (space.IsDiffuse[offset])
        {
            return (0, 0);
        }

        Matrix<double> covariance = Matrix<double>.Build.Dense(count, count, (i, j) => space.InitialCovariance[offset + i, offset + j]);
        Vector<double> first = Vector<double>.Build.DenseOfArray(States[offset..(offset + count)]);
        return (variance * (first * covariance.Cholesky().Solve(first)), count);
    }

    private double DrawVariance(double squares, int count, double guess) => 1 / Gamma.Sample(
        _random, 0.5 * (_options.PriorDegrees + count), 0.5 * ((_options.PriorDegrees * guess) + squares));

    /// <summary>One step of Metropolis for each number between bounds.</summary>
    private void DrawBounded(double[] rest, bool isAdapting)
    {
        double current = double.NaN;
        for (int i = 0; i < _parameters.Length; i++)
        {
            if (_model.Parameters[i].IsVariance)
            {
                continue;
            }

            current = double.IsNaN(current) ? Density(rest) : current;
            double before = _free[i];
            double[] kept = [.. _parameters];
            _free[i] += _steps[i] * Normal.Sample(_random, 0, 1);
            Constrain();
            double found = Density(rest);
            bool isTaken = Math.Log(1 - _random.NextDouble()) < found - current;
            if (isTaken)
            {
                current = found;
            }
            else
            {
                _free[i] = before;
                kept.CopyTo(_parameters, 0);
            }

            // Towards a share of 0.44 that are taken, which is best for one number (Roberts and Rosenthal 2009).
            _steps[i] = isAdapting ? Math.Clamp(_steps[i] * Math.Exp(isTaken ? 0.056 : -0.044), 1e-3, 10) : _steps[i];
        }
    }

    /// <summary>The log-likelihood without the states, and the prior: uniform between bounds, or of partial correlations.</summary>
    private double Density(double[] rest)
    {
        double sum = KalmanFilter.LogLikelihood(Space, rest);
        int read = _model.HasObservationNoise ? 1 : 0;
        foreach (StructuralComponent component in _model.Components)
        {
            double factor = component is Autoregression ? 2 : 1;
            for (int i = read; i < read + component.Parameters.Count; i++)
            {
                double free = factor * _free[i];
                sum += _model.Parameters[i].IsVariance ? 0 : -LogSum.Of(0, free) - LogSum.Of(0, -free);
            }

            read += component.Parameters.Count;
        }

        return double.IsNaN(sum) ? double.NegativeInfinity : sum;
    }

    /// <summary>Takes the numbers between bounds from those without, and leaves the variances.</summary>
    private void Constrain()
    {
        double[] all = new double[_parameters.Length];
        _model.Constrain(_free, _scale, all);
        for (int i = 0; i < all.Length; i++)
        {
            _parameters[i] = _model.Parameters[i].IsVariance ? _parameters[i] : all[i];
        }
    }

    private double[] Released()
    {
        double[] free = new double[_parameters.Length];
        int read = _model.HasObservationNoise ? 1 : 0;
        foreach (StructuralComponent component in _model.Components)
        {
            int count = component.Parameters.Count;
            for (int i = read; i < read + count; i++)
            {
                if (_model.Parameters[i] is { Lower: { } lower, Upper: { } upper })
                {
                    double share = Math.Clamp((_parameters[i] - lower) / (upper - lower), 1e-3, 1 - 1e-3);
                    free[i] = Math.Log(share / (1 - share));
                }
            }

            if (component is Autoregression
                && !PartialCorrelations.Release(_parameters.AsSpan(read + 1, count - 1), free.AsSpan(read + 1, count - 1)))
            {
                free.AsSpan(read + 1, count - 1).Clear();
            }

            read += count;
        }

        return free;
    }
}
