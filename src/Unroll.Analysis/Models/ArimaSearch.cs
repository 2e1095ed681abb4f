namespace Unroll.Analysis.Models;

/// <summary>The search of Hyndman and Khandakar (2008) through the orders of ARIMA models.</summary>
internal sealed class ArimaSearch(ObservedSeries series, int maxOrder, int maxSeasonalOrder)
{
    /// <summary>Roots nearer to the unit circle than this make forecasts that depend on rounding.</summary>
    private const double LeastRoot = 1.01;

    /// <summary>Values times states above which there is no time to estimate neighbours again.</summary>
    private const double MostWork = 1.5e4;

    /// <summary>The steps of Hyndman and Khandakar, and two that leave out a pair of lags at once.</summary>
    private static readonly (int P, int Q, int SeasonalP, int SeasonalQ)[] _steps =
    [
        (0, 0, -1, 0), (0, 0, 1, 0), (0, 0, 0, -1), (0, 0, 0, 1), (0, 0, -1, -1), (0, 0, 1, 1), (0, 0, -1, 1), (0, 0, 1, -1),
        (-1, 0, 0, 0), (1, 0, 0, 0), (0, -1, 0, 0), (0, 1, 0, 0), (-1, -1, 0, 0), (1, 1, 0, 0), (-1, 1, 0, 0), (1, -1, 0, 0),
        (-2, 0, 0, 0), (0, -2, 0, 0),
    ];

    private readonly Dictionary<(ArimaOrder Order, bool Constant), Candidate> _tried = [];
    private readonly HashSet<(ArimaOrder Order, bool Constant)> _again = [];
    private readonly int _season = series.UsableSeason;

    /// <summary>The largest order of a seasonal factor, which a series without a season has none of.</summary>
    private readonly int _mostSeasonal = series.UsableSeason > 1 ? maxSeasonalOrder : 0;

    /// <summary>A model that was tried.</summary>
    private sealed record Candidate(ArimaOrder Order, bool Constant, double[] Coefficients, double Criterion);

    /// <summary>The model of the least criterion.</summary>
    public ArimaFit Run()
    {
        (int d, int seasonalD) = Differences();
        bool canHaveConstant = d + seasonalD < 2;
        int seasonal = Math.Min(1, _mostSeasonal), plain = Math.Min(2, maxOrder);
        ArimaOrder[] first =
        [
            new(plain, d, plain, seasonal, seasonalD, seasonal), new(0, d, 0, 0, seasonalD, 0),
            new(Math.Min(1, maxOrder), d, 0, seasonal, seasonalD, 0), new(0, d, Math.Min(1, maxOrder), 0, seasonalD, seasonal),
        ];
        List<Candidate> starts = [.. first.Select(order => Try(order, canHaveConstant, null))];
        if (canHaveConstant)
        {
            starts.Add(Try(first[1], false, null));
        }

        // A walk may end beside a better model that no step leads to: a second one comes from elsewhere.
        Candidate best = starts.OrderBy(start => start.Criterion).Take(2).Select(start => Walk(start, canHaveConstant))
            .MinBy(found => found.Criterion)!;
        while (LookAgain(best, canHaveConstant) is { } better)
        {
            best = Walk(better, canHaveConstant);
        }

        return Finish(best);
    }

    /// <summary>Goes from a model to a better neighbour as long as there is one.</summary>
    private Candidate Walk(Candidate best, bool canHaveConstant)
    {
        while (Neighbours(best, canHaveConstant).Select(next => Try(next.Order, next.Constant, best))
            .FirstOrDefault(found => found.Criterion < best.Criterion) is { } better)
        {
            best = better;
        }

        return best;
    }

    /// <summary>
    /// A neighbour that is better after all, estimated from other starts than the coefficients it was come from, which may lead to a lesser
    /// maximum; null where there is none, or where that would take too long.
    /// </summary>
    private Candidate? LookAgain(Candidate best, bool canHaveConstant)
    {
        foreach ((ArimaOrder order, bool constant) in Neighbours(best, canHaveConstant))
        {
            ArimaLikelihood likelihood = Likelihood(order, constant);
            if (likelihood.Work <= MostWork && _again.Add((order, constant)))
            {
                Candidate found = Estimate(likelihood, new double[order.CoefficientCount], constant, isStart: false);
                if (found.Criterion < best.Criterion)
                {
                    return _tried[(order, constant)] = found;
                }
            }
        }

        return null;
    }

    private IEnumerable<(ArimaOrder Order, bool Constant)> Neighbours(Candidate candidate, bool canHaveConstant)
    {
        foreach ((int p, int q, int seasonalP, int seasonalQ) in _steps)
        {
            ArimaOrder order = candidate.Order with
            {
                P = candidate.Order.P + p,
                Q = candidate.Order.Q + q,
                SeasonalP = candidate.Order.SeasonalP + seasonalP,
                SeasonalQ = candidate.Order.SeasonalQ + seasonalQ,
            };
            if (IsAllowed(order))
            {
                yield return (order, candidate.Constant);
            }
        }

        if (canHaveConstant)
        {
            yield return (candidate.Order, !candidate.Constant);
        }
    }

    /// <summary>The chosen model to the last digit; from all starts, since a neighbour's may have led to a lesser maximum.</summary>
    private ArimaFit Finish(Candidate best)
    {
        ArimaLikelihood likelihood = Likelihood(best.Order, best.Constant);
        double[] warm = [.. best.Coefficients], fresh = new double[warm.Length];
        double refined = ArimaEstimation.Maximize(likelihood, warm, isStart: true, isRough: false);
        double restarted = ArimaEstimation.Maximize(likelihood, fresh, isStart: false, isRough: true);
        if (restarted > refined + 1e-3 || !double.IsFinite(refined))
        {
            ArimaEstimation.Maximize(likelihood, fresh, isStart: true, isRough: false);
            warm = ArmaPolynomials.HasRootsBeyond(best.Order, fresh, LeastRoot) || !double.IsFinite(refined) ? fresh : warm;
        }

        return new ArimaFit(likelihood, warm, best.Constant);
    }

    private (int D, int SeasonalD) Differences()
    {
        // What regressors explain hides the season, and is no trend.
        double[] filled = MissingValues.Interpolate(series.Values);
        int seasonalD = _mostSeasonal == 0 ? 0
            : Stationarity.SeasonalDifferences(Explained(filled, series.Regressors), _season);
        double[] rest = seasonalD == 0 ? filled : Differencing.Lag(filled, _season);
        rest = Explained(
            rest, [.. series.Regressors.Select(column => seasonalD == 0 ? column : Differencing.Lag(column, _season))]);
        return (Stationarity.Differences(rest), seasonalD);
    }

    private static double[] Explained(double[] values, double[][] columns) =>
        columns.Length == 0 ? values : IndependentColumns.Residuals(values, columns);

    private bool IsAllowed(ArimaOrder order) => Within(order.P, maxOrder) && Within(order.Q, maxOrder)
        && Within(order.SeasonalP, _mostSeasonal) && Within(order.SeasonalQ, _mostSeasonal)
        && order.Needed(_season, series.Regressors.Length) < series.Values.Length;

    private static bool Within(int order, int most) => order >= 0 && order <= most;

    private Candidate Try(ArimaOrder order, bool constant, Candidate? near)
    {
        if (_tried.TryGetValue((order, constant), out Candidate? known))
        {
            return known;
        }

        double[] coefficients = new double[order.CoefficientCount];
        Candidate candidate = new(order, constant, coefficients, double.PositiveInfinity);
        if (IsAllowed(order) || order.CoefficientCount == 0)
        {
            ArimaLikelihood likelihood = Likelihood(order, constant);
            bool isStart = near is not null;
            if (near is not null)
            {
                Begin(near, order, coefficients);
            }
            else
            {
                Array.Fill(coefficients, 0.1);
                isStart = ArmaPolynomials.Release(order, coefficients, new double[coefficients.Length]);
            }

            candidate = Estimate(likelihood, coefficients, constant, isStart);
        }

        return _tried[(order, constant)] = candidate;
    }

    /// <summary>A model by its rough estimates; its criterion is infinite where roots are too near to the unit circle.</summary>
    private static Candidate Estimate(ArimaLikelihood likelihood, double[] coefficients, bool constant, bool isStart)
    {
        double found = ArimaEstimation.Maximize(likelihood, coefficients, isStart, isRough: true);
        int parameters = coefficients.Length + likelihood.Rank + 1;
        bool isUsable = double.IsFinite(found) && ArmaPolynomials.HasRootsBeyond(likelihood.Order, coefficients, LeastRoot);
        return new Candidate(
            likelihood.Order, constant, coefficients,
            isUsable ? ArimaFit.Criterion(found, parameters, likelihood.Count) : double.PositiveInfinity);
    }

    /// <summary>The coefficients of a neighbour, with little for those that it has not.</summary>
    private static void Begin(Candidate near, ArimaOrder order, double[] coefficients)
    {
        ReadOnlySpan<(int From, int To)> factors =
        [
            (near.Order.P, order.P), (near.Order.Q, order.Q), (near.Order.SeasonalP, order.SeasonalP),
            (near.Order.SeasonalQ, order.SeasonalQ),
        ];
        int read = 0, write = 0;
        foreach ((int from, int to) in factors)
        {
            for (int i = 0; i < to; i++)
            {
                coefficients[write + i] = i < from ? near.Coefficients[read + i] : 0.02;
            }

            read += from;
            write += to;
        }
    }

    private ArimaLikelihood Likelihood(ArimaOrder order, bool constant) =>
        new(series.Values, ArimaFit.Columns(series, order, constant), order, _season);
}
