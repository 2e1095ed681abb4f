namespace Unroll.Series.Windowing;

/// <summary>The shape of windows.</summary>
/// <param name="Length">Steps that go in, at least 1.</param>
/// <param name="Horizon">Steps to be predicted, at least 1.</param>
public readonly record struct WindowOptions(int Length, int Horizon)
{
    /// <summary>Whether windows that touch a missing value are left out, not refused. Default: refused.</summary>
    public bool SkipMissing { get; init; }
}
