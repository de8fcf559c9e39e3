"""The report, tested on every fitting case of the corpus."""

import pytest

from fixtures import pick
from report import ended_by, outcome


@pytest.mark.parametrize("covers, conversation", pick("conversation", transitions="answer"))
def test_a_conversation_that_an_agent_answers_is_answered(covers, conversation):
    assert outcome(conversation) == "answered"


@pytest.mark.parametrize("covers, conversation", pick("conversation", transitions="contact-ends"))
def test_a_customer_who_leaves_before_an_agent_comes_has_abandoned(covers, conversation):
    met = {"answer", "auto-answer", "pull"} & set(covers["transitions"])
    assert outcome(conversation) == ("answered" if met else "abandoned")


@pytest.mark.parametrize("covers, leg", pick("message", release="269.0.0", disconnectTypes="transfer.noanswer"))
def test_a_colleague_who_does_not_answer_is_a_transfer(covers, leg):
    assert ended_by(leg) == "a transfer"


@pytest.mark.parametrize("covers, leg", pick("message"))
def test_every_leg_can_be_reported(covers, leg):
    ended = "disconnected" in covers["states"]
    assert ended_by(leg) is not None or not ended
