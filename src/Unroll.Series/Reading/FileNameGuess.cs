namespace Unroll.Series.Reading;

/// <summary>
/// The guess of what the names of files tell: their folders are classes, or names have parts of which the first that some values share is
/// the class, as in <c>7_george_12.wav</c>.
/// </summary>
public static class FileNameGuess
{
    /// <summary>The field of the class in guessed patterns.</summary>
    public const string ClassField = "class";

    private const int FewestOfAClass = 2;
    private static readonly char[] _separators = ['_', '-', ' '];

    /// <summary>The pattern of names with a <see cref="ClassField"/>; null where they tell no classes.</summary>
    /// <param name="path">A folder or a glob.</param>
    /// <exception cref="InputException">It has no files.</exception>
    public static FileNamePattern? Of(string path)
    {
        string[] files = [.. FolderReader.FilesOf(path).Select(file => file.Replace('\\', '/'))];
        string[] folders = [.. files.Select(file => Path.GetFileName(Path.GetDirectoryName(file) ?? ""))];
        if (AreClasses(folders))
        {
            return FileNamePattern.Parse($"{{{ClassField}}}/*");
        }

        foreach (char separator in _separators)
        {
            string[][] parts = [.. files.Select(file => Path.GetFileNameWithoutExtension(file).Split(separator))];
            int count = parts[0].Length;
            if (count < 2 || parts.Any(name => name.Length != count || name.Contains("")))
            {
                continue;
            }

            int place = Enumerable.Range(0, count).FirstOrDefault(i => AreClasses([.. parts.Select(name => name[i])]), -1);
            if (place >= 0)
            {
                return FileNamePattern.Parse(string.Join(
                    separator, Enumerable.Range(0, count).Select(i => i == place ? $"{{{ClassField}}}" : $"{{part-{i + 1}}}")));
            }
        }

        return null;
    }

    private static bool AreClasses(string[] values)
    {
        int[] counts = [.. values.GroupBy(value => value, StringComparer.Ordinal).Select(group => group.Count())];
        return counts.Length > 1 && counts.Length * FewestOfAClass <= values.Length && counts.Min() >= FewestOfAClass;
    }
}
