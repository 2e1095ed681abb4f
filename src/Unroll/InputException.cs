namespace Unroll;

/// <summary>
/// An error of a user's input (a file, a column, a setting). The message states what was got, what was expected and what to do, and is
/// meant to be shown as it is, without a stack trace.
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
    /// <param name="innerException">The cause.</param>
    public InputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
