using System.Text;

namespace Unroll.Series.DataSets;

/// <summary>The words of a CoNLL-U file with their universal part of speech, a word a line, an empty line between sentences.</summary>
internal static class WordTags
{
    private const int Form = 1;
    private const int Tag = 3;

    /// <summary>The table of a CoNLL-U file: its columns FORM and UPOS, without multi-word and empty tokens.</summary>
    /// <param name="text">The text of the file.</param>
    public static string Of(string text)
    {
        StringBuilder table = new("word\ttag\n");
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (line.IsEmpty)
            {
                table.Append('\n');
                continue;
            }

            string[] cells = line.ToString().Split('\t');
            if (line[0] != '#' && cells.Length > Tag && !cells[0].AsSpan().ContainsAny('-', '.'))
            {
                table.Append(cells[Form]).Append('\t').Append(cells[Tag]).Append('\n');
            }
        }

        return table.ToString();
    }
}
