using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Unroll.Catalogue;

namespace Unroll.Tasks.Guide;

/// <summary>
/// The tables of <c>docs/recipes.md</c>, from the catalogues. Each stands between <c>&lt;!-- table: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>: the
/// name is that of a section (<c>recipe</c> for the keys at the top), or what a catalogue holds (<c>layer</c>).
/// </summary>
internal static partial class RecipeTables
{
    private const string Top = "recipe";

    /// <summary>A document with its tables made anew.</summary>
    /// <param name="markdown">The document.</param>
    /// <exception cref="ArgumentException">A marker names neither a section nor a catalogue.</exception>
    public static string Update(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        return Marked().Replace(markdown, match => $"{match.Groups["begin"].Value}\n{Of(match.Groups["name"].Value)}{match.Groups["end"].Value}");
    }

    /// <summary>Names of all tables that there are.</summary>
    public static IReadOnlyList<string> Names =>
    [
        Top,
        .. RecipeGuide.Keys.Where(key => !key.Key.Contains('.', StringComparison.Ordinal) && key.Value.Fields.Count > 0).Select(key => key.Key),
        .. RecipeGuide.Catalogues.Where(catalogue => catalogue.Descriptions.Count > 0).Select(catalogue => catalogue.Kind).Where(kind => kind is not "split"),
    ];

    /// <summary>A table.</summary>
    /// <param name="name">Name of a section or of what a catalogue holds.</param>
    /// <exception cref="ArgumentException">There is neither.</exception>
    public static string Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        KeyValuePair<string, Setting>[] keys = name == Top
            ? [.. RecipeGuide.Keys.Where(key => !key.Key.Contains('.', StringComparison.Ordinal))]
            : [.. RecipeGuide.Keys.Where(key => key.Key.StartsWith(name + ".", StringComparison.Ordinal))];
        return keys.Length > 0 ? OfKeys(keys)
            : RecipeGuide.Catalogues.FirstOrDefault(catalogue => catalogue.Kind == name) is { } found ? OfBlocks(found.Descriptions)
            : throw new ArgumentException($"There is no table \"{name}\". Known: {string.Join(", ", Names)}.", nameof(name));
    }

    private static string OfKeys(IEnumerable<KeyValuePair<string, Setting>> keys)
    {
        StringBuilder text = new("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
        foreach ((string path, Setting setting) in keys)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{path}` | {Cell(setting.KindDescription)} | {Cell(setting.DefaultDescription)} | {Cell(setting.Help)} |\n");
        }

        return text.ToString();
    }

    private static string OfBlocks(IReadOnlyList<BlockDescription> blocks)
    {
        // Settings common to all blocks are listed once, below the table.
        Setting[] common = blocks.Count > 1 ? [.. blocks[0].Settings.Where(setting => blocks.All(block => block.Settings.Contains(setting)))] : [];
        StringBuilder text = new("| name | settings | what it is |\n| --- | --- | --- |\n");
        foreach (BlockDescription block in blocks)
        {
            string settings = string.Join("<br>", block.Settings.Except(common).Select(setting => InShort(setting, setting == block.Shorthand)));
            text.Append(CultureInfo.InvariantCulture, $"| `{block.Name}` | {(settings.Length == 0 ? "—" : settings)} | {Cell(block.Summary)} |\n");
        }

        if (common.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nEach has these, too:\n\n{OfKeys(common.Select(setting => KeyValuePair.Create(setting.Name, setting)))}");
        }

        return text.ToString();
    }

    private static string InShort(Setting setting, bool isShorthand)
    {
        string name = isShorthand ? $"**`{setting.Name}`**" : $"`{setting.Name}`";
        return $"{name}: {Cell(setting.KindDescription)}, {Cell(setting.DefaultDescription)}";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<begin><!-- table: (?<name>[a-z -]+) -->)\n.*?(?<end><!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex Marked();
}
