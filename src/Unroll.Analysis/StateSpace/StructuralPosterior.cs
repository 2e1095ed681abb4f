namespace Unroll.Analysis.StateSpace;

/// <summary>
/// The posterior of a structural model by Gibbs sampling: draws of parameters and states, which regressors count, and forecasts that know
/// of the uncertainty of all of these.
/// </summary>
public sealed class StructuralPosterior
{
    private readonly List<Draw> _draws = [];
    private readonly double[] _means;
    private readonly Regression? _regression;
    private readonly StructuralModel _states;
    private readonly int _seed;

    internal StructuralPosterior(StructuralModel model, double[] series, PosteriorOptions options, CancellationToken cancellation)
    {
        (Model, _seed) = (model, options.Seed);
        _regression = model.Components.OfType<Regression>().FirstOrDefault();
        _states = model with { Components = [.. model.Components.Where(component => component is not Regression)] };

        // Regressors count from their means where a level takes these up: the draws of both hang together less.
        bool hasLevel = _states.Components.Any(component => component is LocalLevel or LocalLinearTrend or DampedTrend);
        double[][] columns = _regression?.Columns ?? [];
        _means = [.. columns.Select(column => hasLevel ? column.Average() : 0)];
        columns = [.. columns.Select((column, k) => (double[])[.. column.Select(value => value - _means[k])])];
        GibbsSampler sampler = new(_states, columns, series, options);
        int[] offsets = [.. _states.Components.Select((_, i) => _states.Components.Take(i).Sum(component => component.StateCount))];
        double[][] sums = [.. offsets.Select(_ => new double[series.Length])];
        double[][] squares = [.. offsets.Select(_ => new double[series.Length])];
        for (int i = -options.BurnIn; i < options.Draws; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            sampler.Draw(i);
            if (i >= 0)
            {
                _draws.Add(new Draw([.. sampler.Parameters], [.. sampler.States.TakeLast(_states.StateCount)], [.. sampler.Coefficients]));
                Add(sampler, offsets, sums, squares);
            }
        }

        Components =
        [
            .. _states.Components.Select((component, k) => new ComponentEstimate(
                component.Name, [.. sums[k].Select(sum => sum / options.Draws)],
                [.. sums[k].Zip(squares[k], (sum, square) => Math.Sqrt(Math.Max(0, square)))])),
        ];
        Parameters = [.. _states.Parameters.Select((parameter, i) =>
            PosteriorEstimate.Of(parameter.Name, [.. _draws.Select(draw => draw.Parameters[i])]))];
        Coefficients = _regression is null ? [] : [.. _regression.Names.Select((name, k) =>
            PosteriorEstimate.Of(name, [.. _draws.Select(draw => draw.Coefficients[k])]) with
            {
                InclusionProbability = _draws.Count(draw => draw.Coefficients[k] != 0) / (double)_draws.Count,
            })];
    }

    /// <summary>The model.</summary>
    public StructuralModel Model { get; }

    /// <summary>The number of draws.</summary>
    public int DrawCount => _draws.Count;

    /// <summary>The posteriors of the parameters, in the order of the model's.</summary>
    public IReadOnlyList<PosteriorEstimate> Parameters { get; }

    /// <summary>The posteriors of the regressors' coefficients, each with the probability that it counts.</summary>
    public IReadOnlyList<PosteriorEstimate> Coefficients { get; }

    /// <summary>The components over time, without the regression; the level is that at the regressors' means.</summary>
    public IReadOnlyList<ComponentEstimate> Components { get; }

    /// <summary>Forecasts the steps after the series: a path for each draw.</summary>
    /// <param name="horizon">How many steps.</param>
    /// <param name="regressors">The regressors at those steps, [column][step]; null where the model has none.</param>
    /// <exception cref="InputException">Regressors are missing or too short.</exception>
    public ForecastResult Forecast(int horizon, double[][]? regressors = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        _regression?.RequireComing(horizon, regressors);
        Random random = new(_seed + 1);
        double[][] samples = new double[_draws.Count][];
        for (int i = 0; i < samples.Length; i++)
        {
            Draw draw = _draws[i];
            samples[i] = new double[horizon];
            new SimulationSmoother(_states.StateSpace(draw.Parameters), random).Continue(draw.State, samples[i]);
            for (int k = 0; k < draw.Coefficients.Length; k++)
            {
                for (int step = 0; step < horizon; step++)
                {
                    samples[i][step] += draw.Coefficients[k] * (regressors![k][step] - _means[k]);
                }
            }
        }

        double[] means = [.. Enumerable.Range(0, horizon).Select(step => samples.Average(sample => sample[step]))];
        double[] errors =
        [
            .. Enumerable.Range(0, horizon).Select(step =>
                Math.Sqrt(samples.Average(sample => (sample[step] - means[step]) * (sample[step] - means[step])))),
        ];
        return new ForecastResult(means, errors) { Samples = samples };
    }

    /// <summary>A draw: the parameters, the state at the end of the series, and the coefficients.</summary>
    private sealed record Draw(double[] Parameters, double[] State, double[] Coefficients);

    /// <summary>Adds the components of a draw to their sums and to the running variances (Welford 1962).</summary>
    private void Add(GibbsSampler sampler, int[] offsets, double[][] sums, double[][] squares)
    {
        StateSpaceModel space = sampler.Space;
        int size = space.StateCount, count = _draws.Count;
        for (int k = 0; k < offsets.Length; k++)
        {
            int states = _states.Components[k].StateCount;
            for (int t = 0; t < sums[k].Length; t++)
            {
                double value = 0;
                for (int i = offsets[k]; i < offsets[k] + states; i++)
                {
                    value += space.Observation[i] * sampler.States[(t * size) + i];
                }

                double former = count > 1 ? sums[k][t] / (count - 1) : value;
                sums[k][t] += value;
                squares[k][t] += (((value - former) * (value - (sums[k][t] / count))) - squares[k][t]) / count;
            }
        }
    }
}
