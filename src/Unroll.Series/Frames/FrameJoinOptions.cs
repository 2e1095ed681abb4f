namespace Unroll.Series.Frames;

/// <summary>Options of a join of frames; <c>default</c> refuses names that collide and sets no limit to the age of a value.</summary>
public readonly record struct FrameJoinOptions
{
    /// <summary>
    /// One suffix for each frame, put behind the names that stand in more than one of them: <c>["", "_weather"]</c> turns the second
    /// <c>load</c> into <c>load_weather</c>. Default: names that collide are refused.
    /// </summary>
    public IReadOnlyList<string>? Suffixes { get; init; }

    /// <summary>
    /// For <see cref="FrameJoin.AsOf(IReadOnlyList{Frame}, FrameJoinOptions)"/>: the greatest age of a row; default: any age.
    /// </summary>
    public TimeSpan? Tolerance { get; init; }
}
