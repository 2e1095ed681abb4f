using System.Text.RegularExpressions;

namespace Unroll.Catalogue;

/// <summary>
/// Messages of the library in the terms of recipes: <c>lstm</c> for the type <c>Lstm</c>, <c>return-sequences</c> for the property
/// <c>ReturnSequences</c>, by the entries of all catalogues.
/// </summary>
public static partial class RecipeTerms
{
    private static readonly Lock _adding = new();
    private static IBlockCatalogue[] _catalogues = [];

    /// <summary>The message of an exception in the terms of recipes. What stands in quotes, such as a layer's own name, stays.</summary>
    /// <param name="exception">The exception of a block or a network.</param>
    /// <param name="settings">Further settings that messages may name, such as those of a training.</param>
    public static string Of(Exception exception, IReadOnlyList<Setting>? settings = null)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Dictionary<string, string> types = new(StringComparer.Ordinal);
        HashSet<string> keys = [.. (settings ?? []).Select(setting => setting.Name)];
        foreach (BlockDescription block in _catalogues.SelectMany(catalogue => catalogue.Descriptions))
        {
            types.TryAdd(block.TypeName, block.Name);
            keys.UnionWith(block.Settings.Select(setting => setting.Name));
        }

        string message = Application().Replace(WithoutParameter(exception.Message), "$1: {from: [$2]}");
        message = Qualifier().Replace(Construction().Replace(message, ""), "");
        string[] parts = Quoted().Split(message);
        for (int i = 0; i < parts.Length; i += 2)
        {
            string words = CamelCase().Replace(parts[i], word => types.GetValueOrDefault(word.Value) ?? KeyOf(word, keys) ?? word.Value);
            parts[i] = Call().Replace(words, "$1: $2");
        }

        return string.Concat(parts);
    }

    /// <summary>Adds a catalogue, whose blocks messages may name.</summary>
    internal static void Add(IBlockCatalogue catalogue)
    {
        lock (_adding)
        {
            _catalogues = [.. _catalogues, catalogue];
        }
    }

    /// <summary><c>LeakyCell</c> becomes <c>leaky-cell</c>.</summary>
    internal static string KebabCase(string name) =>
        string.Concat(name.Select((letter, i) =>
            char.IsUpper(letter) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    /// <summary>The key of a property; of a single word only within a sentence, whose first word it may be by chance.</summary>
    private static string? KeyOf(Match word, HashSet<string> keys)
    {
        string key = KebabCase(word.Value);
        return keys.Contains(key) && (key.Contains('-', StringComparison.Ordinal) || word.Index > 0) ? key : null;
    }

    // What .NET adds about a parameter means nothing to the author of a recipe.
    private static string WithoutParameter(string message) =>
        message.IndexOf(" (Parameter '", StringComparison.Ordinal) is int at and >= 0 ? message[..at] : message.Split('\n')[0].TrimEnd();

    [GeneratedRegex(@"new (\w+)\(\)\.Apply\(([^)]*)\)")]
    private static partial Regex Application();

    /// <summary>An example in C# in brackets: (for example …: new Input(5, 1)).</summary>
    [GeneratedRegex(@" \([^()]*\bnew \w+\([^)]*\)\)")]
    private static partial Regex Construction();

    [GeneratedRegex(@"\bFitOptions\.")]
    private static partial Regex Qualifier();

    // The apostrophe of "Conv1D's" begins no quotation.
    [GeneratedRegex(@"((?<!\w)'[^']*'(?!\w))")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\b[A-Z][A-Za-z0-9]*\b")]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"\b([a-z][a-z0-9-]*)\((\w+)\)")]
    private static partial Regex Call();
}
