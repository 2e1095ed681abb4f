using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Unroll.Tasks.Recipes;

/// <summary>A value of a recipe together with its place, so that every error names the line and the field.</summary>
internal sealed class RecipeNode(YamlNode node, string source, string path)
{
    private const int MostShown = 80;

    // A pair that is an item of a list in one line, [impute: linear], has no start of its own, but its key has.
    public int Line => node is YamlMappingNode { Start.Index: 0, Children.Count: > 0 } pairs ? (int)pairs.Children.First().Key.Start.Line : (int)node.Start.Line;

    public string Field => path;

    public bool IsSection => node is YamlMappingNode;

    public bool IsList => node is YamlSequenceNode;

    // A key without a value, "model:", is the empty plain scalar.
    public bool IsEmpty => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    public InputException Error(string what) => Error(source, Line, path, what);

    public static InputException Error(string source, int line, string field, string what) => new(
        string.Create(CultureInfo.InvariantCulture, $"{source}, line {line}{(field.Length == 0 ? "" : $", field {field}")}: {what}"));

    public InputException Missing(string missing, string example) =>
        Error(source, Line, missing, $"is missing. Give it, for example {example}");

    /// <summary>The section's fields, each known; an unknown or repeated one is an error.</summary>
    /// <param name="section">The section as <see cref="RecipeKeys"/> names it.</param>
    public RecipeSection Section(string section)
    {
        if (node is not YamlMappingNode mapping)
        {
            throw Error($"expected a section of key: value pairs, but got {Describe()}.");
        }

        IReadOnlyList<string> known = RecipeKeys.NamesIn(section);
        Dictionary<string, RecipeNode> fields = new(StringComparer.Ordinal);
        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            string name = (key as YamlScalarNode)?.Value ?? "";
            string place = path.Length == 0 ? name : $"{path}.{name}";
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw Error(source, (int)key.Start.Line, place, Unknown("key", name, known));
            }

            fields[name] = new RecipeNode(value, source, place);
        }

        return new RecipeSection(this, fields);
    }

    public IReadOnlyList<RecipeNode> Items() => node is YamlSequenceNode list
        ? [.. list.Children.Select((item, index) => new RecipeNode(item, source, string.Create(CultureInfo.InvariantCulture, $"{path}[{index + 1}]")))]
        : throw Error($"expected a list, but got {Describe()}.");

    /// <summary>The fields of a section whose names the user chooses.</summary>
    public IEnumerable<KeyValuePair<string, RecipeNode>> Pairs() => node is YamlMappingNode mapping
        ? mapping.Children.Select(pair => KeyValuePair.Create((pair.Key as YamlScalarNode)?.Value ?? "", new RecipeNode(pair.Value, source, $"{path}.{(pair.Key as YamlScalarNode)?.Value}")))
        : throw Error($"expected a section of key: value pairs, but got {Describe()}.");

    public string Text() => node is YamlScalarNode { Value.Length: > 0 } scalar && !IsEmpty
        ? scalar.Value
        : throw Error($"expected text, but got {Describe()}.");

    public bool Flag() => PlainText() switch
    {
        "true" or "True" or "yes" or "on" => true,
        "false" or "False" or "no" or "off" => false,
        _ => throw Error($"expected true or false, but got {Describe()}."),
    };

    public int Integer(int minimum, int maximum = int.MaxValue)
    {
        string wanted = maximum == int.MaxValue
            ? string.Create(CultureInfo.InvariantCulture, $"a whole number of at least {minimum}")
            : string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}");
        return int.TryParse(PlainText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= minimum && value <= maximum
            ? value
            : throw Error($"expected {wanted}, but got {Describe()}.");
    }

    public ulong Seed() => ulong.TryParse(PlainText(), NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
        ? value
        : throw Error($"expected a whole number of at least 0, but got {Describe()}.");

    public double Number(Func<double, bool> allowed, string wanted) =>
        double.TryParse(PlainText(), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && allowed(value)
            ? value
            : throw Error($"expected {wanted}, but got {Describe()}.");

    /// <summary>A span of time: a number with its unit, such as 15min, 6h, 1d or 2w.</summary>
    public TimeSpan Span() => TimeSpanParser.TryParse(PlainText(), out TimeSpan span) && span > TimeSpan.Zero
        ? span
        : throw Error($"expected a span of time such as {TimeSpanParser.Examples}, but got {Describe()}.");

    public T OneOf<T>(params (string Name, T Value)[] choices)
    {
        string? text = (node as YamlScalarNode)?.Value;
        foreach ((string name, T value) in choices)
        {
            if (name == text)
            {
                return value;
            }
        }

        string[] names = [.. choices.Select(choice => choice.Name)];
        throw Error(text is null or "" ? $"expected {OrList(names)}, but got {Describe()}." : Unknown("value", text, names));
    }

    public string Describe() => node switch
    {
        YamlMappingNode => "a section of key: value pairs",
        YamlSequenceNode => "a list",
        _ when IsEmpty => "nothing",
        YamlScalarNode { Style: ScalarStyle.Plain } scalar => Short(scalar.Value ?? ""),
        YamlScalarNode scalar => $"the text \"{Short(scalar.Value ?? "")}\"",
        _ => "something else",
    };

    // What was taken for a recipe may be a whole file of something else.
    private static string Short(string text) => text.Length <= MostShown ? text : text[..MostShown] + "…";

    private static string Unknown(string what, string given, IReadOnlyList<string> known)
    {
        string? nearest = Suggestion.Nearest(given, known);
        return nearest is null
            ? $"the {what} \"{given}\" is not known here. Known: {string.Join(", ", known)}."
            : $"the {what} \"{given}\" is not known here. Did you mean \"{nearest}\"? Known: {string.Join(", ", known)}.";
    }

    private static string OrList(string[] names) =>
        names.Length == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Length - 1))} or {names[^1]}";

    // A quoted "12" is text, not a number.
    private string? PlainText() => node is YamlScalarNode { Style: ScalarStyle.Plain } scalar ? scalar.Value : null;
}
