namespace Unroll.Reports.Html;

/// <summary>The files that are embedded in this assembly.</summary>
internal static class Assets
{
    /// <summary>The text of an embedded file.</summary>
    /// <exception cref="InvalidOperationException">It is not embedded.</exception>
    public static string Read(string name) =>
        Find(name) ?? throw new InvalidOperationException($"{name} is not embedded in {typeof(Assets).Assembly.GetName().Name}.");

    /// <summary>The text of an embedded file; null when it is not embedded.</summary>
    public static string? Find(string name)
    {
        using Stream? stream = typeof(Assets).Assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
