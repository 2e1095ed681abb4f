using System.Globalization;
using System.Text.RegularExpressions;
using Unroll.Catalogue;

namespace Unroll.Tasks.Guide;

/// <summary>The words of recipes that are neither keys nor blocks: settings of blocks, and values of settings.</summary>
internal static class RecipeWords
{
    private const int MostOwners = 12;

    private sealed record Owned(Setting Setting, IReadOnlyList<BlockDescription> Owners)
    {
        /// <summary>The blocks in words: <c>dense, lstm</c>, or <c>every layer</c>.</summary>
        public string Blocks
        {
            get
            {
                string[] names = [.. Owners.GroupBy(owner => owner.Kind).SelectMany(kind => kind.Count() > 1 && IsAll(kind)
                    ? [$"every {kind.Key}"]
                    : kind.Select(owner => owner.Name)).Distinct()];
                int more = names.Length - MostOwners;
                string rest = more > 0 ? string.Create(CultureInfo.InvariantCulture, $" and {more} more") : "";
                return string.Join(", ", names.Take(MostOwners)) + rest;
            }
        }

        private static bool IsAll(IGrouping<string, BlockDescription> kind) =>
            kind.Count() == RecipeGuide.Catalogues.First(catalogue => catalogue.Kind == kind.Key).Descriptions.Count;
    }

    /// <summary>The settings of all blocks, those told in the same words together.</summary>
    private static IEnumerable<Owned> Settings => RecipeGuide.Catalogues
        .SelectMany(catalogue => catalogue.Descriptions)
        .SelectMany(block => block.Settings.Select(setting => (Block: block, Setting: setting)))
        .GroupBy(pair => (pair.Setting.Name, pair.Setting.Help, RecipeGuide.KindAndDefault(pair.Setting)))
        .Select(group => new Owned(group.First().Setting, [.. group.Select(pair => pair.Block)]));

    /// <summary>Explains the settings of a name, once for each meaning that blocks give it.</summary>
    /// <param name="name">The name.</param>
    public static IEnumerable<string> ExplainSetting(string name) =>
        from owned in Settings
        where owned.Setting.Name == name
        select $"{name} (setting of {owned.Blocks})\n  {owned.Setting.Help}\n  {RecipeGuide.KindAndDefault(owned.Setting)}\n";

    /// <summary>Explains a word as a value of the keys and settings that take it.</summary>
    /// <param name="value">The word.</param>
    public static IEnumerable<string> ExplainValue(string value) =>
        RecipeGuide.Keys.Where(key => TakesWord(key.Value, value)).Select(key => Value(value, key.Key, key.Value))
            .Concat(Settings.Where(owned => TakesWord(owned.Setting, value))
                .Select(owned => Value(value, $"{owned.Setting.Name} of {owned.Blocks}", owned.Setting)));

    /// <summary>Names of the keys and settings that take blocks of a kind.</summary>
    /// <param name="kind">The kind: "regularizer".</param>
    public static IEnumerable<string> Takers(string kind)
    {
        Regex word = new($@"(?<!`)\b{Regex.Escape(kind)}(s|es)?\b(?!`)", RegexOptions.CultureInvariant);
        return RecipeGuide.Keys.Where(key => word.IsMatch(key.Value.KindDescription)).Select(key => key.Key)
            .Concat(Settings.Where(owned => word.IsMatch(owned.Setting.KindDescription)).Select(owned => owned.Setting.Name))
            .Distinct();
    }

    private static bool TakesWord(Setting setting, string word) =>
        setting.KindDescription.Contains($"`{word}`", StringComparison.OrdinalIgnoreCase);

    private static string Value(string value, string where, Setting setting) =>
        $"{value} (value of {where})\n  {setting.Help}\n  {RecipeGuide.KindAndDefault(setting)}\n";
}
