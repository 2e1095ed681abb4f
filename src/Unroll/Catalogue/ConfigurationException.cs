namespace Unroll.Catalogue;

/// <summary>
/// A value of a recipe or a model file cannot be used; the message names its place, down to line and field where there are any.
/// </summary>
public sealed class ConfigurationException : InputException
{
    /// <summary>Creates the exception without a message; prefer one that helps.</summary>
    public ConfigurationException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The place, what was got, what was expected and what to do.</param>
    public ConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">The place, what was got, what was expected and what to do.</param>
    /// <param name="innerException">The cause.</param>
    public ConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether a name is not in its catalogue, rather than a value wrong.</summary>
    internal bool IsUnknownName { get; set; }
}
