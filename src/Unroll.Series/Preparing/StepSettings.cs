using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Unroll.Catalogue;

namespace Unroll.Series.Preparing;

/// <summary>
/// Declares the settings of a step, each once: its name, kind, default and help, how it is read back from the step's options, and how it
/// enters them.
/// </summary>
/// <typeparam name="TOptions">The options of the step.</typeparam>
internal sealed class StepSettings<TOptions>
    where TOptions : struct
{
    /// <summary>A setting of any kind. The other functions take the same arguments, where they take them.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="kind">Its kind of values.</param>
    /// <param name="get">Reads it from the options.</param>
    /// <param name="with">Gives options with another value of it.</param>
    /// <param name="help">Its help.</param>
    /// <param name="standard">Its default.</param>
    /// <param name="note">The default in words, where it is no fixed value.</param>
    /// <param name="example">An example of it, for messages.</param>
    /// <param name="isRequired">Whether it has to be given.</param>
    [SuppressMessage("Performance", "CA1822", Justification = "Called on an instance, the type of the options need not be repeated.")]
    public StepSetting<TOptions> Of<TValue>(string name, ValueKind<TValue> kind, Func<TOptions, TValue> get,
        Func<TOptions, TValue, TOptions> with, string help, TValue standard = default!, string? note = null, string? example = null,
        bool isRequired = false)
    {
        Setting<ConfiguredStep<TOptions>, TValue> setting = new(name, kind, step => get(step.Options), help)
        {
            DefaultValue = standard,
            DefaultNote = note,
            Example = example!,
            IsRequired = isRequired,
        };
        return new(setting, (options, values) => with(options, values.Get(setting)));
    }

    /// <summary>The columns of a step; null stands for all.</summary>
    public StepSetting<TOptions> Columns(Func<TOptions, IReadOnlyList<string>?> get,
        Func<TOptions, IReadOnlyList<string>?, TOptions> with, string all = "all of numbers") =>
        Of("columns", Kind.Texts(allowsSingle: true), options => get(options)!, with, "The columns that the step is about.", null!, all,
            "columns: [load]");

    /// <summary>A setting that is true or false; false by default.</summary>
    public StepSetting<TOptions> Flag(string name, Func<TOptions, bool> get, Func<TOptions, bool, TOptions> with, string help) =>
        Of(name, Kind.Flag, get, with, help);

    /// <summary>Whether parameters (<paramref name="what"/>) are fitted on each series apart.</summary>
    public StepSetting<TOptions> PerSeries(Func<TOptions, bool> get, Func<TOptions, bool, TOptions> with, string what) =>
        Flag("per-series", get, with, $"Whether {what} learned of each series apart, instead of all together.");

    /// <summary>A setting with two named values, of which the first, false, is the default.</summary>
    public StepSetting<TOptions> Either(
        string name, string no, string yes, Func<TOptions, bool> get, Func<TOptions, bool, TOptions> with, string help) =>
        Of(name, Kind.Choice((no, false), (yes, true)), get, with, help);

    /// <summary>The treatment of intervals without rows: rows of missing values, or none.</summary>
    public StepSetting<TOptions> Empty(Func<TOptions, bool> get, Func<TOptions, bool, TOptions> with) => Either(
        "empty", "keep", "skip", get, with, "What becomes of intervals without rows: rows of missing values, or none.");

    /// <summary>A member of an enumeration by its name in kebab case; the first is the default.</summary>
    public StepSetting<TOptions> Choice<TEnum>(
        string name, Func<TOptions, TEnum> get, Func<TOptions, TEnum, TOptions> with, string help)
        where TEnum : struct, Enum => Of(name, StepSettings.Choice<TEnum>(), get, with, help);

    /// <summary>A member of an enumeration whose first one stands for none, and has no name.</summary>
    public StepSetting<TOptions> ChoiceOrNone<TEnum>(
        string name, Func<TOptions, TEnum> get, Func<TOptions, TEnum, TOptions> with, string help, string? note = null)
        where TEnum : struct, Enum => Of(name, Kind.Optional(StepSettings.Choice<TEnum>(skip: 1)), OrNull(get),
            (options, value) => with(options, value ?? default), help, null, note);

    /// <summary>An optional number of rows, absent where it is 0.</summary>
    public StepSetting<TOptions> Rows(string name, Func<TOptions, int> get, Func<TOptions, int, TOptions> with, string help) =>
        Of(name, Kind.Optional(Kind.Integer(1)), OrNull(get), (options, value) => with(options, value ?? 0), help);

    /// <summary>An optional span of time, absent where it is zero.</summary>
    public StepSetting<TOptions> Span(string name, Func<TOptions, TimeSpan> get, Func<TOptions, TimeSpan, TOptions> with, string help) =>
        Of(name, Kind.Optional(SeriesKind.Span), OrNull(get), (options, value) => with(options, value ?? TimeSpan.Zero), help);

    /// <summary>Statistics, each once.</summary>
    public StepSetting<TOptions> Statistics(Func<TOptions, IReadOnlyList<Statistic>?> get,
        Func<TOptions, IReadOnlyList<Statistic>, TOptions> with, string help, IReadOnlyList<Statistic> standard) =>
        Of("statistics", Kind.List(SeriesKind.Statistic, "statistics", allowsSingle: true, isDistinct: true),
            options => get(options)!, with, help, standard);

    private static Func<TOptions, TValue?> OrNull<TValue>(Func<TOptions, TValue> get)
        where TValue : struct =>
        options => get(options) is var value && EqualityComparer<TValue>.Default.Equals(value, default) ? null : value;
}

/// <summary>Names of the members of enumerations in recipes.</summary>
internal static class StepSettings
{
    /// <summary>The members of an enumeration by their names.</summary>
    /// <param name="skip">How many members are left out at the beginning.</param>
    public static ValueKind<TEnum> Choice<TEnum>(int skip = 0)
        where TEnum : struct, Enum => Kind.Choice([.. Enum.GetValues<TEnum>().Skip(skip).Select(value => (NameOf(value), value))]);

    /// <summary>The name of a member, in kebab case.</summary>
    /// <param name="value">The member.</param>
    public static string NameOf<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
