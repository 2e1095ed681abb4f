namespace Unroll.Tasks.Learning;

/// <summary>The format of a score.</summary>
public enum ScoreFormat
{
    /// <summary>As a plain number.</summary>
    Number,

    /// <summary>As a number in the unit of the target.</summary>
    Unit,

    /// <summary>As a number that is a percentage already.</summary>
    Percent,

    /// <summary>As a percentage, from a share of 0 to 1.</summary>
    Share,

    /// <summary>As a whole number.</summary>
    Count,
}
