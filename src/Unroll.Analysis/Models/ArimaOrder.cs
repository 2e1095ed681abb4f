namespace Unroll.Analysis.Models;

/// <summary>The orders of an ARIMA model, (p,d,q)(P,D,Q)[m] in the notation of Box and Jenkins.</summary>
/// <param name="P">p: lags of the autoregression.</param>
/// <param name="D">d: differences from one value to the next.</param>
/// <param name="Q">q: lags of the moving average.</param>
/// <param name="SeasonalP">P: seasonal lags of the autoregression.</param>
/// <param name="SeasonalD">D: differences over a season.</param>
/// <param name="SeasonalQ">Q: seasonal lags of the moving average.</param>
public readonly record struct ArimaOrder(int P, int D, int Q, int SeasonalP = 0, int SeasonalD = 0, int SeasonalQ = 0)
{
    /// <summary>The greatest order that a model takes: more is never estimated from a series, and would not fit into memory.</summary>
    internal const int Greatest = 1000;

    /// <summary>The number of coefficients of the autoregressions and moving averages.</summary>
    public int CoefficientCount => P + Q + SeasonalP + SeasonalQ;

    /// <summary>Whether there is anything seasonal.</summary>
    public bool IsSeasonal => SeasonalP + SeasonalD + SeasonalQ > 0;

    /// <summary>The model's name with its season.</summary>
    /// <param name="season">m.</param>
    public string Describe(int season) =>
        IsSeasonal ? $"ARIMA({P},{D},{Q})({SeasonalP},{SeasonalD},{SeasonalQ})[{season}]" : $"ARIMA({P},{D},{Q})";

    /// <summary>The number of values that differences take from the beginning.</summary>
    /// <param name="season">m.</param>
    internal long Lost(int season) => D + ((long)SeasonalD * season);

    /// <summary>The number of steps back that the autoregressions or the moving averages reach.</summary>
    /// <param name="season">m.</param>
    internal long LongestLag(int season) => Math.Max(P + ((long)SeasonalP * season), Q + ((long)SeasonalQ * season));

    /// <summary>The fewest values that the orders can be estimated from.</summary>
    /// <param name="season">m.</param>
    /// <param name="regressors">How many regressors there are.</param>
    internal long Needed(int season, int regressors) => Lost(season) + CoefficientCount + regressors + 3;
}
