using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Unroll.Catalogue;

namespace Unroll.Tasks.Guide;

/// <summary>
/// The tables of <c>docs/recipes.md</c>, from the catalogues. Each stands between <c>&lt;!-- table: NAME --&gt;</c> and <c>&lt;!-- end
/// --&gt;</c>: the name is that of a section (<c>recipe</c> for the keys at the top), or what a catalogue holds (<c>layer</c>).
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
        return Marked()
            .Replace(markdown, match => $"{match.Groups["begin"].Value}\n{Of(match.Groups["name"].Value)}{match.Groups["end"].Value}");
    }

    /// <summary>Names of all tables that there are.</summary>
    public static IReadOnlyList<string> Names =>
    [
        Top,
        .. RecipeGuide.Keys.Where(key => !key.Key.Contains('.', StringComparison.Ordinal) && key.Value.Fields.Count > 0)
            .Select(key => key.Key),
        .. RecipeGuide.Catalogues.Where(catalogue => catalogue.Descriptions.Count > 0).Select(catalogue => catalogue.Kind)
            .Where(kind => kind is not "split"),
    ];

    /// <summary>A table of the library's own blocks or keys; a user's own are left out.</summary>
    /// <param name="name">Name of a section or of what a catalogue holds.</param>
    /// <exception cref="ArgumentException">There is neither.</exception>
    public static string Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        KeyValuePair<string, Setting>[] keys = name == Top
            ? [.. RecipeGuide.Keys.Where(key => !key.Key.Contains('.', StringComparison.Ordinal))]
            : [.. RecipeGuide.Keys.Where(key => key.Key.StartsWith(name + ".", StringComparison.Ordinal))];
        IBlockCatalogue? found = RecipeGuide.Catalogues.FirstOrDefault(catalogue => catalogue.Kind == name);
        BlockDescription[] blocks = [.. (found?.Descriptions ?? []).Where(block => block.IsBuiltIn)];
        return (keys.Length, found) switch
        {
            (0, null) => throw new ArgumentException($"There is no table \"{name}\". Known: {string.Join(", ", Names)}.", nameof(name)),
            (0, not null) => OfBlocks(blocks),
            (_, null) => OfKeys(keys),
            _ => $"{OfKeys(keys)}\n{OfKinds(blocks, keys)}", // A section whose keys belong to blocks: split.
        };
    }

    private static string OfKeys(IEnumerable<KeyValuePair<string, Setting>> keys)
    {
        StringBuilder text = new("| key | type | default | meaning |\n| --- | --- | --- | --- |\n");
        foreach ((string path, Setting setting) in keys)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{path}` | {Cell(setting.KindDescription)} | {Cell(setting.DefaultDescription)} | {Cell(setting.Help)} |\n");
        }

        return text.ToString();
    }

    private static string OfBlocks(BlockDescription[] blocks)
    {
        // Settings common to all blocks are listed once, below the table.
        Setting[] common = blocks.Length > 1
            ? [.. blocks[0].Settings.Where(setting => blocks.All(block => block.Settings.Contains(setting)))] : [];
        StringBuilder text = new("| name | settings | what it is |\n| --- | --- | --- |\n");
        foreach (BlockDescription block in blocks)
        {
            string settings = string.Join(
                "<br>", block.Settings.Except(common).Select(setting => InShort(setting, setting == block.Shorthand)));
            text.Append(
                CultureInfo.InvariantCulture, $"| `{block.Name}` | {(settings.Length == 0 ? "—" : settings)} | {Cell(block.Summary)} |\n");
        }

        if (common.Length > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"\nEach has these, too:\n\n{OfKeys(common.Select(setting => KeyValuePair.Create(setting.Name, setting)))}");
        }

        return text.ToString();
    }

    /// <summary>Blocks whose settings are the keys of a section: each with those that not all have.</summary>
    private static string OfKinds(BlockDescription[] blocks, IEnumerable<KeyValuePair<string, Setting>> keys)
    {
        StringBuilder text = new("| kind | keys of its own | what it is |\n| --- | --- | --- |\n");
        string[] common = [
            .. keys.Select(key => key.Value.Name).Where(key => blocks.All(block => block.Settings.Any(setting => setting.Name == key)))];
        foreach (BlockDescription block in blocks)
        {
            string own = string.Join(
                ", ", block.Settings.Where(setting => !common.Contains(setting.Name)).Select(setting => $"`{setting.Name}`"));
            text.Append(CultureInfo.InvariantCulture, $"| `{block.Name}` | {(own.Length == 0 ? "—" : own)} | {Cell(block.Summary)} |\n");
        }

        return text.ToString();
    }

    private static string InShort(Setting setting, bool isShorthand)
    {
        string name = isShorthand ? $"**`{setting.Name}`**" : $"`{setting.Name}`";
        return $"{name}: {Cell(setting.KindDescription)}, {Cell(setting.DefaultDescription)}";
    }

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<begin><!-- table: (?<name>[a-z -]+) -->)\n.*?(?<end><!-- end -->)", RegexOptions.Singleline)]
    private static partial Regex Marked();
}
