namespace Unroll.Analysis.Models;

/// <summary>The form of an exponential smoothing model, in the taxonomy of Hyndman, Koehler, Ord and Snyder (2008).</summary>
/// <param name="Error">How errors enter: added, or as a share of the value.</param>
/// <param name="Trend">The trend.</param>
/// <param name="Season">How the season enters.</param>
public readonly record struct EtsForm(EtsError Error, EtsTrend Trend, EtsSeason Season)
{
    /// <summary>Whether all parts are linear, so that forecasts have variances in closed form.</summary>
    public bool IsLinear => Error == EtsError.Additive && Season != EtsSeason.Multiplicative;

    /// <summary>The name: <c>ETS(M,Ad,M)</c>.</summary>
    public override string ToString() =>
        $"ETS({"AM"[(int)Error]},{Trend switch { EtsTrend.None => "N", EtsTrend.Additive => "A", _ => "Ad" }},{"NAM"[(int)Season]})";
}
