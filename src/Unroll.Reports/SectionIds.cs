using System.Globalization;
using Unroll.Tasks.Learning;

namespace Unroll.Reports;

/// <summary>Names of the sections that a task lists, for links to them.</summary>
internal static class SectionIds
{
    /// <summary>A name for each section, from its title: letters, digits and hyphens, none twice.</summary>
    /// <param name="sections">The sections.</param>
    public static string[] Of(IReadOnlyList<ReportSection> sections)
    {
        HashSet<string> used = [];
        return [.. sections.Select(section =>
        {
            string title = section.Title.ToLowerInvariant();
            char[] others = [.. title.Where(letter => !char.IsAsciiLetterOrDigit(letter)), ' '];
            string words = string.Join('-', title.Split(others, StringSplitOptions.RemoveEmptyEntries));
            string id = words;
            for (int number = 2; id.Length == 0 || !used.Add(id); number++)
            {
                id = string.Create(CultureInfo.InvariantCulture, $"{words}-{number}").TrimStart('-');
            }

            return id;
        })];
    }
}
