namespace Unroll.Tasks.Analysing;

/// <summary>Ways to look for periods.</summary>
public enum PeriodMethod
{
    /// <summary>Sinusoids, by the Lomb–Scargle periodogram.</summary>
    LombScargle,

    /// <summary>Box-shaped dips such as transits.</summary>
    BoxLeastSquares,
}
