using Unroll.Catalogue;
using Unroll.Series.Preparing;
using Unroll.Series.Windowing;

namespace Unroll.Tasks.Recipes;

/// <summary>The windows of a forecast: section <c>window</c> of a recipe.</summary>
/// <param name="Length">Input rows (the lookback).</param>
/// <param name="Horizon">Rows of the horizon.</param>
public sealed record WindowRecipe(int Length, int Horizon = 1)
{
    private static readonly Setting<WindowRecipe, int> _length = new(
        "length", Kind.Integer(1), window => window.Length, "Rows that the network sees.")
    {
        IsRequired = true,
        Example = "length: 30",
    };

    private static readonly Setting<WindowRecipe, int> _horizon = new(
        "horizon", Kind.Integer(1), window => window.Horizon, "Rows that it forecasts at once.")
    {
        DefaultValue = 1,
    };

    private static readonly Setting<WindowRecipe, int> _stride = new(
        "stride", Kind.Integer(1), window => window.Stride, "Rows from the start of one window to that of the next.")
    {
        DefaultValue = 1,
    };

    private static readonly Setting<WindowRecipe, int> _gap = new(
        "gap", Kind.Integer(0), window => window.Gap, "Rows between the last that the network sees and the first that it forecasts.");

    private static readonly Setting<WindowRecipe, bool> _missing = new(
        "missing", Kind.Choice(("refuse", false), ("skip", true)), window => window.SkipMissing,
        "What becomes of windows that touch a missing value; left out, they are counted.");

    private static readonly Setting<WindowRecipe, TimeSpan?> _maxGap = new(
        "max-gap", Kind.Optional(SeriesKind.Span), window => window.MaxGap,
        "The longest time between two rows of a window; windows across a longer pause are left out, and counted.");

    /// <summary>The section in the catalogue's terms.</summary>
    public static Section<WindowRecipe> Section { get; } = new(
        [_length, _horizon, _stride, _gap, _missing, _maxGap],
        values => new WindowRecipe(values.Get(_length), values.Get(_horizon))
        {
            Stride = values.Get(_stride),
            Gap = values.Get(_gap),
            SkipMissing = values.Get(_missing),
            MaxGap = values.Get(_maxGap),
        });

    /// <summary>Rows from the start of one window to that of the next.</summary>
    public int Stride { get; init; } = 1;

    /// <summary>Rows between the last input row and the first target row.</summary>
    public int Gap { get; init; }

    /// <summary>Whether windows that touch a missing value are left out, and counted, rather than refused.</summary>
    public bool SkipMissing { get; init; }

    /// <summary>The longest time between two rows of a window; windows with a longer one are left out. Null for any.</summary>
    public TimeSpan? MaxGap { get; init; }

    /// <summary>The windows' layout.</summary>
    internal WindowLayout Layout => new(Length, Horizon) { Stride = Stride, Gap = Gap, SkipMissing = SkipMissing, MaxGap = MaxGap };
}
