namespace Unroll.Series.Preparing;

/// <summary>What becomes of rows that are invented, where series are resampled to a shorter interval than they have.</summary>
public enum UpsampleMethod
{
    /// <summary>A shorter interval is refused.</summary>
    None,

    /// <summary>They get the value of the row before.</summary>
    Forward,

    /// <summary>They get what is on the line to the next row. It looks ahead.</summary>
    Linear,
}
