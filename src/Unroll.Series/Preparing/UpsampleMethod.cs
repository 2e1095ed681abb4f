namespace Unroll.Series.Preparing;

/// <summary>The filling of new rows where series are resampled to a shorter interval than they have.</summary>
public enum UpsampleMethod
{
    /// <summary>A shorter interval is refused.</summary>
    None,

    /// <summary>They get the value of the row before.</summary>
    Forward,

    /// <summary>They are interpolated linearly to the next row. It looks ahead.</summary>
    Linear,
}
