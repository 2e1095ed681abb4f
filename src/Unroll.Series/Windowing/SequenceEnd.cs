namespace Unroll.Series.Windowing;

/// <summary>One of the two ends of a sequence.</summary>
public enum SequenceEnd
{
    /// <summary>Behind the last step.</summary>
    End,

    /// <summary>Before the first step.</summary>
    Start,
}
