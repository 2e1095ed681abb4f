namespace Unroll.Series.Reading;

/// <summary>The options of copying a pipe; <c>default</c> takes 16 GB and tells nobody.</summary>
public readonly record struct SpoolOptions
{
    /// <summary>The most bytes that are taken of a pipe. Default: <see cref="SpooledInput.DefaultLimit"/>.</summary>
    public long? Limit { get; init; }

    /// <summary>
    /// Is told in a sentence how much a pipe has given, at a 64th of the limit and whenever it has doubled. Default: nobody is told.
    /// </summary>
    public Action<string>? OnNotice { get; init; }

    /// <summary>Ends the copying. Default: it goes on to the pipe's end.</summary>
    public CancellationToken CancellationToken { get; init; }
}
