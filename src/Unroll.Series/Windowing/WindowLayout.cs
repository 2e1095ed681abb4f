namespace Unroll.Series.Windowing;

/// <summary>
/// The shape of windows: <c>length</c> input rows (the lookback), then <c>gap</c> unused rows, then <c>horizon</c> target rows; the next
/// window begins <c>stride</c> rows further.
/// </summary>
/// <param name="Length">Input rows (the lookback), at least 1.</param>
/// <param name="Horizon">Target rows, at least 1.</param>
public readonly record struct WindowLayout(int Length, int Horizon)
{
    // Stored so that all bits zero mean the default.
    private readonly int _strideBeyondOne;
    private readonly int _minLength;

    /// <summary>Rows from one window to the next, at least 1. Default: 1.</summary>
    public int Stride
    {
        get => _strideBeyondOne + 1;
        init => _strideBeyondOne = value - 1;
    }

    /// <summary>
    /// Rows between the last input row and the first target row: those not measured yet when the forecast is made. Default: 0.
    /// </summary>
    public int Gap { get; init; }

    /// <summary>
    /// The fewest input rows, at least 1: near the start of a series a window may hold so few, and the rows that it lacks are filled with
    /// the first one. Default: <see cref="Length"/>, all of them.
    /// </summary>
    public int MinLength
    {
        get => _minLength == 0 ? Length : _minLength;
        init => _minLength = value == Length ? 0 : value;
    }

    /// <summary>Whether windows may begin before their series does, so that rows are filled.</summary>
    public bool IsPadded => MinLength < Length;

    /// <summary>Whether windows that touch a missing value are left out, not refused. Default: refused.</summary>
    public bool SkipMissing { get; init; }

    /// <summary>
    /// The most time between two stamps that follow one another in a window, its gap and targets included: windows across a longer pause (a
    /// night, an outage) are left out and counted. Default: any.
    /// </summary>
    public TimeSpan? MaxGap { get; init; }

    /// <summary>
    /// The most time from the first input row to the last one: windows that span more are left out and counted. Default: any.
    /// </summary>
    public TimeSpan? LengthSpan { get; init; }

    /// <summary>
    /// Whether the future covariates of the rows of the horizon are an input of their own even where the horizon is one row, which the last
    /// step has anyway; with more rows they always are. Default: not.
    /// </summary>
    public bool FutureCovariatesAsInput { get; init; }

    /// <summary>Whether static covariates are a further input, a vector, not repeated at each step. Default: repeated.</summary>
    public bool StaticCovariatesAsInput { get; init; }

    /// <summary>The places in the calendar that windows are kept at, by their last input row. Default: any.</summary>
    public CalendarOrigins? Origins { get; init; }

    /// <summary>Rows of a window from the first input to the last target, both included.</summary>
    public int RowCount => checked(Length + Gap + Horizon);

    /// <summary>Whether windows share rows with the next one, so that a shuffled split would put the same rows into two parts.</summary>
    public bool Overlaps => Stride < RowCount;

    /// <summary>Validates the numbers.</summary>
    /// <exception cref="InputException">A number is out of range.</exception>
    internal void Validate()
    {
        Require(Length >= 1, "length", Length, "at least 1");
        Require(Horizon >= 1, "horizon", Horizon, "at least 1");
        Require(MinLength >= 1 && MinLength <= Length, "minimum length", MinLength,
            FormattableString.Invariant($"from 1 to the length, {Length}"));
        Require(Stride >= 1, "stride", Stride, "at least 1");
        Require(Gap >= 0, "gap", Gap, "at least 0");
        Require((long)Length + Gap + Horizon <= int.MaxValue, "length", Length,
            $"such that length, gap and horizon together are at most {int.MaxValue}");
        Require(MaxGap is not { } gap || gap > TimeSpan.Zero, "max gap", MaxGap, "longer than nothing");
        Require(LengthSpan is not { } span || span >= TimeSpan.Zero, "length span", LengthSpan, "at least nothing");
    }

    private static void Require(bool holds, string what, object? got, string expected)
    {
        if (!holds)
        {
            throw new InputException(FormattableString.Invariant($"The {what} of the windows is {got}, but must be {expected}."));
        }
    }
}
