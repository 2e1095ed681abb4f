using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>Settings shared by many steps.</summary>
internal static class StepSettings
{
    /// <summary>The columns of a step.</summary>
    /// <param name="get">Reads them from the step; null for all.</param>
    /// <param name="all">What null stands for.</param>
    public static Setting<TStep,
        IReadOnlyList<string>> Columns<TStep>(Func<TStep, IReadOnlyList<string>?> get, string all = "all of numbers") =>
        new("columns", Kind.Texts(allowsSingle: true), step => get(step)!, "The columns that the step is about.")
        {
            DefaultNote = all,
            Example = "columns: [load]",
        };

    /// <summary>The setting of a step that fits its parameters on each series apart, or on all together.</summary>
    /// <param name="get">Reads it from the step.</param>
    /// <param name="what">The fitted parameters.</param>
    public static Setting<TStep, bool> PerSeries<TStep>(Func<TStep, bool> get, string what) =>
        new("per-series", Kind.Flag, get, $"Whether {what} learned of each series apart, instead of all together.");

    /// <summary>An optional number of rows, absent where it is 0.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="get">Reads it from the step.</param>
    /// <param name="help">Its help.</param>
    public static Setting<TStep, int?> Rows<TStep>(string name, Func<TStep, int> get, string help) =>
        new(name, Kind.Optional(Kind.Integer(1)), step => get(step) is var rows and > 0 ? rows : null, help);

    /// <summary>An optional span of time, absent where it is zero.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="get">Reads it from the step.</param>
    /// <param name="help">Its help.</param>
    public static Setting<TStep, TimeSpan?> Span<TStep>(string name, Func<TStep, TimeSpan> get, string help) =>
        new(name, Kind.Optional(SeriesKind.Span), step => get(step) is var span && span > TimeSpan.Zero ? span : null, help);

    /// <summary>The treatment of intervals without rows: rows of missing values, or none.</summary>
    /// <param name="get">Reads from the step whether they are left out.</param>
    public static Setting<TStep, bool> Empty<TStep>(Func<TStep, bool> get) =>
        new("empty", Kind.Choice(("keep", false), ("skip", true)), get, "What becomes of intervals without rows: rows of missing values, " +
            "or none.");
}
