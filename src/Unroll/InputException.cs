namespace Unroll;

/// <summary>
/// What a user gave (a file, a column, a setting) cannot be used. The message says what was got, what was expected and what to do,
/// and is meant to be shown as it is, without a stack trace.
/// </summary>
public class InputException : Exception
{
    /// <summary>Creates the exception without a message; prefer one that helps.</summary>
    public InputException()
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was got, what was expected and what to do.</param>
    public InputException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What was got, what was expected and what to do.</param>
    /// <param name="innerException">What brought it about.</param>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
