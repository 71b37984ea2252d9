"""Check what people say of channels and publications."""

from django import forms

from mediaplan.domain.content import BANNED_ADVICE, PublicationFacts, is_banned
from mediaplan.models import Channel, Publication
from moc_portal.web.forms import DayInput
from organisations.forms import ScopedModelForm
from organisations.models import Organisation


class PublicationForm(ScopedModelForm):
    """One publication of an item."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    is_stale = False  # somebody saved the row after this page was opened

    class Meta:
        model = Publication
        fields = ["channel", "title", "published_on", "url", "reach"]
        widgets = {
            "published_on": DayInput(),
            "reach": forms.NumberInput(attrs={"data-unit": "просмотров"}),
        }
        help_texts = {
            "url": "Адрес страницы с публикацией, начинается с https://",
            "reach": "Если площадка их показывает",
        }

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if is_banned(url):
            raise forms.ValidationError(BANNED_ADVICE)
        return url

    def clean_version(self) -> int:
        version: int = self.cleaned_data["version"]
        if version != self.instance.version:
            self.is_stale = True
            raise forms.ValidationError("Пока вы писали, эту публикацию изменил кто-то другой.")
        return version

    def facts(self) -> PublicationFacts:
        said = dict(self.cleaned_data)
        said.pop("version")
        return PublicationFacts(channel_id=said.pop("channel").pk, **said)


class ChannelForm(ScopedModelForm):
    """A place where the centre publishes."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.centres().order_by("short_name", "pk"), label="Центр"
    )

    class Meta:
        model = Channel
        fields = ["organisation", "kind", "name", "url"]
