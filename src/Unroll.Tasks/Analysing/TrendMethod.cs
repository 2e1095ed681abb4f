namespace Unroll.Tasks.Analysing;

/// <summary>Curves that a trend is drawn as.</summary>
public enum TrendMethod
{
    /// <summary>Locally weighted regression.</summary>
    Loess,

    /// <summary>The centred moving average.</summary>
    MovingAverage,

    /// <summary>The Hodrick–Prescott filter.</summary>
    HodrickPrescott,

    /// <summary>The Theil–Sen line.</summary>
    TheilSen,
}
