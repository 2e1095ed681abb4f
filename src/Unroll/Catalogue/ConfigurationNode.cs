using System.Globalization;

namespace Unroll.Catalogue;

/// <summary>
/// A value of a configuration together with its place, in the YAML of a recipe or the JSON of a model file. It is empty, a scalar, a list
/// or a section of fields. Errors of reading it name the place.
/// </summary>
public abstract class ConfigurationNode
{
    /// <summary>
    /// The place of the value: names joined by dots, numbers of items in brackets, for example <c>model[2].lstm.units</c>.
    /// </summary>
    public abstract string Field { get; }

    /// <summary>Whether the value is a section of fields.</summary>
    public abstract bool IsSection { get; }

    /// <summary>Whether the value is a list.</summary>
    public abstract bool IsList { get; }

    /// <summary>Whether the value is empty: a key with nothing behind it.</summary>
    public abstract bool IsEmpty { get; }

    /// <summary>The text of a scalar; null for anything else.</summary>
    public abstract string? Scalar { get; }

    /// <summary>Whether a scalar may be a number or a flag: one in quotes is a text.</summary>
    public abstract bool IsPlain { get; }

    /// <summary>The items of a list.</summary>
    /// <exception cref="ConfigurationException">It is no list.</exception>
    public abstract IReadOnlyList<ConfigurationNode> Items();

    /// <summary>The fields of a section, in the order in which they stand.</summary>
    /// <exception cref="ConfigurationException">It is no section.</exception>
    public abstract IReadOnlyList<KeyValuePair<string, ConfigurationNode>> Fields();

    /// <summary>The same section with one of its fields alone.</summary>
    /// <param name="key">The field.</param>
    public abstract ConfigurationNode Only(string key);

    /// <summary>An error at this place.</summary>
    /// <param name="what">What was got, what was expected and what to do.</param>
    public abstract ConfigurationException Error(string what);

    /// <summary>An error at a field of this section, whether it is there or not.</summary>
    /// <param name="key">The field.</param>
    /// <param name="what">What was got, what was expected and what to do.</param>
    public abstract ConfigurationException Error(string key, string what);

    /// <summary>The value as messages name it.</summary>
    public abstract string Describe();

    /// <summary>The value as text.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public string Text() => Scalar is { Length: > 0 } text && !IsEmpty ? text : throw Expected("text");

    /// <summary>The value as <c>true</c> or <c>false</c>.</summary>
    /// <exception cref="ConfigurationException">It is neither.</exception>
    public bool Flag() => Plain switch
    {
        "true" or "True" or "yes" or "on" => true,
        "false" or "False" or "no" or "off" => false,
        _ => throw Expected("true or false"),
    };

    /// <summary>The value as a whole number of a range.</summary>
    /// <param name="minimum">The least.</param>
    /// <param name="maximum">The greatest.</param>
    /// <exception cref="ConfigurationException">It is none, or out of the range.</exception>
    public int Integer(int minimum = int.MinValue, int maximum = int.MaxValue) =>
        int.TryParse(Plain, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= minimum
            && value <= maximum
            ? value
            : throw Expected(IntegerKind.InWords(minimum, maximum));

    /// <summary>The value as a whole number from 0 to the greatest of 64 bits.</summary>
    /// <exception cref="ConfigurationException">It is none.</exception>
    public ulong Unsigned() => ulong.TryParse(Plain, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
        ? value
        : throw Expected("a whole number of at least 0");

    /// <summary>The value as a finite number of a range.</summary>
    /// <param name="range">The range.</param>
    /// <exception cref="ConfigurationException">It is none, or out of the range.</exception>
    public double Number(NumberRange range)
    {
        ArgumentNullException.ThrowIfNull(range);
        return double.TryParse(Plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            && range.Allows(value)
            ? value
            : throw Expected(range.InWords);
    }

    /// <summary>The value of a field of this section; null where there is none.</summary>
    internal ConfigurationNode? Optional(string key)
    {
        IReadOnlyList<KeyValuePair<string, ConfigurationNode>> fields = Fields();
        for (int i = 0; i < fields.Count; i++)
        {
            if (fields[i].Key == key)
            {
                return fields[i].Value.IsEmpty ? null : fields[i].Value;
            }
        }

        return null;
    }

    /// <summary>The value of a field of this section that has to be there.</summary>
    /// <exception cref="ConfigurationException">It is not.</exception>
    internal ConfigurationNode Required(string key) => Optional(key) ?? throw Error(key, "is missing.");

    /// <summary>The error that another value was expected here.</summary>
    /// <param name="what">What was expected.</param>
    public ConfigurationException Expected(string what) => Error($"expected {what}, but got {Describe()}.");

    /// <summary>The error that a name is not known here, with the nearest that is.</summary>
    /// <param name="what">What it should name: "key", "layer".</param>
    /// <param name="given">The name.</param>
    /// <param name="known">The names that are known.</param>
    public static string Unknown(string what, string given, IReadOnlyList<string> known) => Unknown(what, given, known, []);

    /// <summary>The error that a name is not known here, with the nearest that is; further names are understood, but not listed.</summary>
    internal static string Unknown(string what, string given, IReadOnlyList<string> known, IReadOnlyList<string> further) =>
        Suggestion.Nearest(given, known) is { } nearest || (nearest = Suggestion.Nearest(given, further)) is not null
        ? $"the {what} \"{given}\" is not known here. Did you mean \"{nearest}\"? Known: {string.Join(", ", known)}."
        : $"the {what} \"{given}\" is not known here. "
            + $"{(known.Count == 0 ? "There is none but those that a program registers" : $"Known: {string.Join(", ", known)}")}.";

    private protected string? Plain => IsPlain ? Scalar : null;
}
