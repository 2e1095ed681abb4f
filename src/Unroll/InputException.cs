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

    /// <summary>
    /// The field of a recipe that the error is about, for example <c>data.time-zone</c>: who reads data by a recipe names its place there;
    /// null where it is about none.
    /// </summary>
    public string? Field { get; init; }

    /// <summary>The column that is asked for and cannot be used, where the error is about one; null otherwise.</summary>
    public string? Column { get; init; }

    /// <summary>The same error in other words.</summary>
    /// <param name="message">What was got, what was expected and what to do.</param>
    public InputException WithMessage(string message) => new(message, this) { Field = Field, Column = Column };
}
