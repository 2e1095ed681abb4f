using System.Text;

namespace Unroll.Reports.Html;

/// <summary>An HTML file with places to be filled, written <c>{{name}}</c>.</summary>
internal static class Template
{
    /// <summary>
    /// Fills the places of a template in one pass: what is filled in is not looked through again, so a recipe that itself contains
    /// <c>{{...}}</c> stays as it is.
    /// </summary>
    /// <param name="template">The template.</param>
    /// <param name="values">What goes into each place.</param>
    /// <exception cref="InvalidOperationException">The template has a place that has no value: a mistake in this project.</exception>
    public static string Fill(string template, IReadOnlyDictionary<string, Markup> values)
    {
        StringBuilder page = new(template.Length + values.Values.Sum(value => value.Text.Length));
        int position = 0;
        while (true)
        {
            int open = template.IndexOf("{{", position, StringComparison.Ordinal);
            int close = open < 0 ? -1 : template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                return page.Append(template, position, template.Length - position).ToString();
            }

            string name = template[(open + 2)..close];
            if (!values.TryGetValue(name, out Markup value))
            {
                throw new InvalidOperationException($"The report's template has a place {name}, but nothing to fill it with.");
            }

            page.Append(template, position, open - position).Append(value.Text);
            position = close + 2;
        }
    }
}
